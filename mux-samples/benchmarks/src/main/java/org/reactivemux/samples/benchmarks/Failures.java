package org.reactivemux.samples.benchmarks;

import org.reactivemux.samples.benchmarks.run.BenchmarkException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every failure into one line on standard error and an exit code; of a defect it shows where. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        report(wrong.getCommandLine(), String.valueOf(wrong.getMessage()));
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof BenchmarkException) {
            report(command, String.valueOf(failure.getMessage()));
        } else {
            failure.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }

    private static void report(CommandLine command, String text) {
        command.getErr().println("benchmarks: " + text.strip().replaceAll("\\p{Cc}+", " "));
    }
}
