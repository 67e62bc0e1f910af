package org.reactivemux.samples.cli;

import java.util.logging.Level;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import reactor.util.Loggers;

/** The program, with a class for each of its commands. */
@Command(
        name = "mux",
        description = "Many channels with back-pressure over one Unix domain socket or TCP connection.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:something failed; one line on standard error says what",
            "2:the command line is wrong"
        })
public final class Mux implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "When something fails, say also where in the program.")
    private boolean stackTrace;

    private Mux() {}

    /**
     * Runs the program and ends the process.
     *
     * @param args as {@code mux --help} explains
     */
    public static void main(String[] args) {
        quietLogging();
        System.exit(commandLine(Streams.ofProcess()).execute(args));
    }

    /** The program with its commands, ready to be executed any number of times. */
    static CommandLine commandLine(Streams streams) {
        Mux mux = new Mux();
        Failures failures = new Failures(streams.err(), () -> mux.stackTrace);
        return new CommandLine(mux)
                .addSubcommand(new ServeCommand(streams))
                .addSubcommand(new SendCommand(streams))
                .addSubcommand(new ConnectCommand(streams))
                .addSubcommand(new ForwardCommand(streams))
                .addSubcommand(new TopCommand(streams))
                .addSubcommand(new DemoCommand(streams))
                .setOut(Streams.writer(streams.out()))
                .setErr(Streams.writer(streams.err()))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        if (spec != null) {
            String commands = String.join(", ", spec.subcommands().keySet());
            throw new ParameterException(spec.commandLine(), "Which command? There are " + commands);
        }
    }

    // The library's warnings are for this program's user too: one line each, without stack traces.
    private static void quietLogging() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "mux: %5$s%n");
        Loggers.useJdkLoggers();
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    }
}
