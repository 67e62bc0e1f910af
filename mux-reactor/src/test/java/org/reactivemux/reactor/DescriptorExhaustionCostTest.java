package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.Transport;

/** What it costs to have no file descriptors left; with io_uring Netty asks for the next client again and again. */
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
