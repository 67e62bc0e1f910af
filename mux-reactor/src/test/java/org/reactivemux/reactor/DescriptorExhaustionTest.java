package org.reactivemux.reactor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;

/** A server that has no file descriptors left, because a crowd has connected and says nothing. */
@EachTransport
class DescriptorExhaustionTest {
    private static final long PATIENCE_SECONDS = 20;

    @AutoClose
    private final Sockets sockets;

    DescriptorExhaustionTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @Test
    void whoIsConnectedGoesOnAndWhoComesWaitsForRoom() throws Exception {
        try (CrowdedServer server = CrowdedServer.start(sockets)) {
            MuxConnection mux = sockets.connect(sockets.client());
            Sockets.roundTrip(mux);
            server.crowd();
            CompletableFuture<MuxConnection> comes = sockets.client().connect().toFuture();

            Sockets.roundTrip(mux);
            assertThat(comes).isNotDone();
            server.awaitRoom();

            Sockets.roundTrip(sockets.keep(comes.get(PATIENCE_SECONDS, SECONDS)));
            Sockets.roundTrip(mux);
            server.stop();
        }
    }
}
