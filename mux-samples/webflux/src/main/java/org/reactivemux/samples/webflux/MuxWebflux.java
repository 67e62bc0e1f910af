package org.reactivemux.samples.webflux;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program. Without a command it is the gateway, and has the worker as a process of its own beside it. */
@Command(
        name = "mux-webflux",
        description = {
            "A Spring WebFlux service in two processes: a worker with a market behind a Unix socket, and a gateway that"
                    + " takes HTTP and asks it over channels.",
            "Without a command it starts both, until it is told to end."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:it cannot start; one line on standard error says why",
            "2:the command line is wrong"
        })
public final class MuxWebflux implements Runnable {
    @Mixin
    private HttpOptions http = new HttpOptions();

    @Mixin
    private MarketOptions market = new MarketOptions();

    private MuxWebflux() {}

    /**
     * Runs the program. It goes on after this method has returned.
     *
     * @param args as {@code --help} explains
     */
    public static void main(String[] args) {
        Failures failures = new Failures(System.err);
        int code = new CommandLine(new MuxWebflux())
                .addSubcommand(new WorkerCommand())
                .addSubcommand(new GatewayCommand())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
        if (code != CommandLine.ExitCode.OK) {
            System.exit(code);
        }
    }

    @Override
    public void run() {
        try {
            SocketDirectory directory = SocketDirectory.create();
            WorkerProcess worker = WorkerProcess.start(directory.socket(), market);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                worker.end();
                directory.delete();
            }));
            Gateway.start(directory.socket(), http);
        } catch (IOException failed) {
            throw new StartException("the worker cannot be started: " + failed.getMessage(), failed);
        }
    }
}
