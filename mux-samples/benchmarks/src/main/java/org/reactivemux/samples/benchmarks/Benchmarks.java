package org.reactivemux.samples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.run.Child;
import org.reactivemux.samples.benchmarks.run.Role;
import org.reactivemux.samples.benchmarks.run.Side;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program: {@code run}, {@code micro} and {@code compression} measure and report, {@code report} reports again. */
@Command(
        name = "benchmarks",
        description = "Measures reactive-mux beside its peers.",
        mixinStandardHelpOptions = true,
        subcommands = {RunCommand.class, MicroCommand.class, CompressionCommand.class, ReportCommand.class})
public final class Benchmarks implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private Benchmarks() {}

    /**
     * Runs the program and ends the process.
     *
     * @param args as {@code --help} explains
     */
    public static void main(String[] args) {
        // Halts, for a child must not wait for what a contender does when the process ends.
        Runtime.getRuntime().halt(commandLine().execute(args));
    }

    /** The program, ready to be executed. */
    static CommandLine commandLine() {
        Failures failures = new Failures();
        return new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "Which command? There are run, micro, compression and report");
        }
    }

    @Command(hidden = true, description = "One side of one contender, for the process that measures.")
    void child(
            @Parameters(paramLabel = "ROLE") Role role,
            @Parameters(paramLabel = "CONTENDER") Contenders contender,
            @Parameters(paramLabel = "ROOM") int room,
            @Parameters(paramLabel = "SOCKET") Path socket)
            throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever a contender prints is no answer
        new Child(new Side(role, contender, room, socket), answers)
                .answer(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
}
