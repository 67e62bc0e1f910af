package org.reactivemux.reactor;

import static org.reactivemux.reactor.Endpoints.verifyUnusable;

import org.junit.jupiter.api.Test;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.Transport;

/** The JDK's sockets know no abstract names, and whoever wants one is told which transports do. */
@OverSockets
class AbstractNameOnNioTest {
    private static final String NAME = "@mux-nio";

    @Test
    void aServerIsToldWhichTransportsKnowThem() {
        verifyUnusable(
                MuxServer.create().unix(NAME).transport(Transport.NIO).bind(),
                Reason.UNSUPPORTED,
                NAME,
                "abstract",
                "epoll",
                "io_uring");
    }

    @Test
    void aClientIsToldWhichTransportsKnowThem() {
        verifyUnusable(
                MuxClient.create().unix(NAME).transport(Transport.NIO).connect(),
                Reason.UNSUPPORTED,
                NAME,
                "abstract",
                "epoll",
                "io_uring");
    }
}
