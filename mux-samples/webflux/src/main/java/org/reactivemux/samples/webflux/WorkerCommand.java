package org.reactivemux.samples.webflux;

import java.io.IOException;
import org.reactivemux.samples.webflux.worker.WorkerApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a worker. */
@Command(name = "worker", description = "Only the worker.", mixinStandardHelpOptions = true)
final class WorkerCommand implements Runnable {
    @Option(names = "--socket", paramLabel = "PATH", required = true, description = "Where it listens.")
    private String socket = "";

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Option(names = "--end-with-input", hidden = true, description = "Ends when its standard input does.")
    private boolean endWithInput;

    @Override
    public void run() {
        if (endWithInput) {
            Thread watch = new Thread(WorkerCommand::endWithInput, "input");
            watch.setDaemon(true);
            watch.start();
        }
        new SpringApplicationBuilder(WorkerApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--mux.server.addresses[0]=unix:" + socket,
                        "--market.seed=" + market.seed(),
                        "--market.rate=" + market.rate());
        // Formatted first, which makes it one write: the gateway prints to the same terminal.
        long process = ProcessHandle.current().pid();
        System.out.println("worker:  process %d, listening on %s".formatted(process, socket));
    }

    // The pipe ends however the process at its other end does, be it killed.
    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException broken) {
            // The end as well.
        }
        System.exit(0);
    }
}
