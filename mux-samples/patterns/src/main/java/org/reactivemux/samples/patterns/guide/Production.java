package org.reactivemux.samples.patterns.guide;

import java.time.Duration;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.util.retry.Retry;

/** How a server lives and ends, and how large it may grow. */
public final class Production {
    private Production() {}

    /**
     * Serves until the process is told to end.
     *
     * @param server with its addresses and handlers
     * @param grace how long what is open may go on then
     */
    public static void run(MuxServer server, Duration grace) {
        MuxBinding binding = server.bind().block();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> binding.shutdown(grace).block()));
        binding.onDispose().block(); // event loops are daemon threads: without this the program ends here
    }

    /**
     * For many channels, most of which are idle.
     *
     * @return options within the default limit of memory
     */
    public static MuxOptions manyChannels() {
        return MuxOptions.builder()
                .maxChannels(10_000)
                .initialWindow(16_384)
                .build(); // 2 x 10,000 x 16 KiB + 64 MiB + 64 MiB = 441 MiB
    }

    /**
     * For a process with little memory, whose clients are not trusted.
     *
     * @param server to be bounded
     * @return the bounded server
     */
    public static MuxServer small(MuxServer server) {
        return server.maxConnections(32)
                .options(MuxOptions.builder()
                        .maxChannels(64)
                        .initialWindow(65_536)
                        .largestMessage(1 << 20)
                        .reassemblyBudget(4 << 20)
                        .growthBudget(8 << 20)
                        .memoryLimit(20 << 20) // for each connection
                        .build());
    }

    /**
     * A connection that finds a restarted server soon.
     *
     * @param client of which server
     * @return the connection
     */
    public static MuxConnection impatient(MuxClient client) {
        return client.reconnect(
                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(20)).maxBackoff(Duration.ofSeconds(1)));
    }
}
