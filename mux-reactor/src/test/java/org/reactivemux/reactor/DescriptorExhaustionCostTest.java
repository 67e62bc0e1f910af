package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.Transport;

/** What it costs to have no file descriptors left. Not on io_uring, where Netty 4.2.17 tries without a pause. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Transport.class,
        names = {"EPOLL", "NIO"})
@OverSockets
class DescriptorExhaustionCostTest {
    @AutoClose
    private final Sockets sockets;

    DescriptorExhaustionCostTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @Test
    void aServerThatCannotAcceptRests() throws Exception {
        try (CrowdedServer server = CrowdedServer.start(sockets)) {
            server.crowd();
            Duration cpu = server.cpu();
            long start = System.nanoTime();

            server.awaitRoom();

            assertThat((double) server.cpu().minus(cpu).toNanos() / (System.nanoTime() - start))
                    .as("share of a processor")
                    .isLessThan(0.5);
        }
    }
}
