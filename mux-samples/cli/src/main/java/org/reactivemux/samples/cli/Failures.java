package org.reactivemux.samples.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import reactor.core.Exceptions;

/** Turns every failure into one line on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintStream err;
    private final BooleanSupplier stackTrace;

    Failures(PrintStream err, BooleanSupplier stackTrace) {
        this.err = err;
        this.stackTrace = stackTrace;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        report("%s; see '%s --help'".formatted(wrong.getMessage(), command), wrong);
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof UsageException) {
            return handleParseException(new ParameterException(command, failure.getMessage(), failure), new String[0]);
        }
        report(describe(failure), failure);
        return ExitCode.SOFTWARE;
    }

    private void report(String text, Exception failure) {
        err.println("mux: " + oneLine(text));
        if (stackTrace.getAsBoolean()) {
            failure.printStackTrace(err);
        }
    }

    /** What went wrong, for people. */
    static String describe(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof MuxException known) {
            return describe(known);
        }
        if (cause instanceof IOException io) {
            return describe(io);
        }
        return cause instanceof CommandException
                ? String.valueOf(cause.getMessage())
                : "a defect in this program: %s (--stacktrace shows where)".formatted(cause);
    }

    /** Why the file system failed, without the paths, which are none of the other side's business. */
    static String reason(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        String reason = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return reason == null ? "input/output error" : reason;
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = Exceptions.unwrap(failure);
        if (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : cause;
    }

    // The other side keeps the reason for an INTERNAL to itself, and the text is then empty.
    private static String describe(MuxException failure) {
        String text = String.valueOf(failure.getMessage());
        if (!text.isBlank()) {
            return text;
        }
        return failure.code().equals(ErrorCode.INTERNAL)
                ? "the other side failed and does not say why"
                : "failed: " + failure.code();
    }

    // The file system's exceptions often have no more to say than the path.
    private static String describe(IOException failure) {
        if (!(failure instanceof FileSystemException file)) {
            return failure.getMessage() == null ? failure.toString() : failure.getMessage();
        }
        if (file instanceof NoSuchFileException) {
            return "there is no " + file.getFile();
        }
        if (file instanceof AccessDeniedException) {
            return "permission denied: " + file.getFile();
        }
        if (file instanceof FileAlreadyExistsException) {
            return "there is already a " + file.getFile();
        }
        return file.getReason() == null ? file.toString() : file.getFile() + ": " + file.getReason();
    }

    /** Without line breaks and what else could disturb a terminal, for some of it comes from the other side. */
    static String oneLine(String text) {
        return text.strip().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }
}
