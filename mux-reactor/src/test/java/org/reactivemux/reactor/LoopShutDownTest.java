package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionException;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A user's own event loops, shut down under a connection: whatever comes later is told so. */
@OverSockets
class LoopShutDownTest {
    @AutoClose
    private final Sockets sockets = new Sockets(Transport.NIO);

    private MuxConnection mux;

    @SuppressWarnings("NullAway.Init") // each test starts with a connection whose loops have gone
    LoopShutDownTest() {}

    @BeforeEach
    void shutDown() {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        sockets.bind(sockets.server());
        mux = sockets.connect(sockets.client().beneath(tcp -> tcp.runOn(loops)));
        Sockets.roundTrip(mux);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        assertThat(loops.terminationFuture().awaitUninterruptibly(PATIENCE.toMillis()))
                .isTrue();
    }

    private static void assertSafeToRetry(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        end -> assertThat(end.retrySafe()).isTrue());
    }

    @Test
    void anOpeningFails() {
        StepVerifier.create(mux.open(ChannelSpec.named(ECHO)))
                .verifyErrorSatisfies(LoopShutDownTest::assertSafeToRetry);
    }

    @Test
    void anExchangeFails() {
        StepVerifier.create(mux.exchange(ECHO, Flux.never())).verifyErrorSatisfies(LoopShutDownTest::assertSafeToRetry);
    }

    @Test
    void theConnectionHasEnded() {
        assertThat(mux.isDisposed()).isTrue();
        mux.dispose();
        StepVerifier.create(mux.onClose()).verifyError(ConnectionException.class);
    }
}
