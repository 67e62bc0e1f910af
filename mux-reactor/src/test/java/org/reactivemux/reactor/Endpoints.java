package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.ErrorCode;
import org.reactivemux.Transport;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What programs and people are told of an address that cannot be used. */
final class Endpoints {
    private Endpoints() {}

    static void verifyUnusable(Mono<?> attempt, Reason reason, Object... words) {
        StepVerifier.create(attempt).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(EndpointException.class);
            EndpointException unusable = (EndpointException) error;
            assertThat(unusable.reason()).isEqualTo(reason);
            assertThat(unusable.code()).isEqualTo(ErrorCode.ENDPOINT);
            assertThat(unusable.retrySafe()).isTrue();
            assertThat(unusable.getMessage()).doesNotContain("\n");
            for (Object word : words) {
                assertThat(unusable.getMessage()).contains(word.toString());
            }
        });
    }

    /** The longest path that a transport can bind and connect, in bytes; to bind, io_uring would take one more. */
    static int longestPath(Transport transport) {
        return switch (transport) {
            case NIO -> 106;
            case EPOLL, IO_URING -> 107;
            case KQUEUE, MEMORY -> throw new IllegalArgumentException("not tested: " + transport);
        };
    }

    /** What a server that was killed leaves behind. */
    static void leaveStaleSocket(Path path) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path));
        socket.close();
    }
}
