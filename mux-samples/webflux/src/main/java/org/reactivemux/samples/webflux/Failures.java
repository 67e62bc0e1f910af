package org.reactivemux.samples.webflux;

import java.io.PrintStream;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxException;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every failure into one line on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintStream err;

    Failures(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        return report(ExitCode.USAGE, "%s; see '%s --help'".formatted(wrong.getMessage(), command));
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        // Spring wraps what went wrong several times.
        String text = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .map(Failures::describe)
                .filter(description -> description != null)
                .findFirst()
                .orElseGet(failure::toString);
        return report(ExitCode.SOFTWARE, text);
    }

    private static @Nullable String describe(Throwable cause) {
        if (cause instanceof PortInUseException inUse) {
            return "port %d is in use; --port names another".formatted(inUse.getPort());
        }
        if (cause instanceof UnknownHostException unknown) {
            return "there is no address '%s'".formatted(unknown.getMessage());
        }
        boolean forPeople =
                cause instanceof MuxException || cause instanceof StartException || cause instanceof BindException;
        return forPeople ? cause.getMessage() : null;
    }

    private int report(int code, String text) {
        err.println("mux-webflux: " + text.strip().replaceAll("\\s+", " "));
        return code;
    }
}
