package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** C-19: a peer that does not answer an opening is not waited for longer than the options say. */
@EachTransport
class OpenTimeoutTest {
    private static final MuxOptions IMPATIENT =
            MuxOptions.builder().openTimeout(Duration.ofMillis(50)).build();

    @AutoClose
    private final Sockets sockets;

    OpenTimeoutTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    /** Connects to a peer that says hello and not another word. */
    private void withSilentPeer(Consumer<MuxConnection> test) throws IOException {
        try (SilentPeer.Server silent = new SilentPeer.Server(sockets.path())) {
            Mono<MuxConnection> connecting =
                    sockets.client().options(IMPATIENT).connect().cache();
            connecting.subscribe();
            try (SilentPeer greeted = silent.greet()) {
                assertThat(greeted).isNotNull();
                test.accept(sockets.keep(Objects.requireNonNull(connecting.block(PATIENCE))));
            }
        }
    }

    private static void assertTimeout(Throwable error) {
        assertThat(error).isInstanceOf(ChannelException.class).hasMessageContaining("not accepted");
        assertThat(((ChannelException) error).code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void anOpeningTimesOut() throws IOException {
        withSilentPeer(
                mux -> StepVerifier.create(mux.open(named("x"))).verifyErrorSatisfies(OpenTimeoutTest::assertTimeout));
    }

    @Test
    void anExchangeTimesOutAndItsOutboundIsCancelled() throws IOException {
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.of(Flux.never());
        withSilentPeer(mux -> StepVerifier.create(mux.exchange("x", outbound.flux()))
                .verifyErrorSatisfies(OpenTimeoutTest::assertTimeout));
        outbound.assertWasCancelled();
    }

    /** C-21: what is written is not sent before it is accepted. */
    @Test
    void anOutboundThatWasWrittenTimesOutToo() throws IOException {
        withSilentPeer(mux -> StepVerifier.create(mux.request("x", utf8("written")))
                .verifyErrorSatisfies(OpenTimeoutTest::assertTimeout));
    }

    @Test
    void anOpeningThatWasCancelledIsNobodysErrorAnyMore() throws IOException {
        withSilentPeer(mux -> {
            StepVerifier.create(mux.open(named("x"))).thenCancel().verify();
            StepVerifier.create(mux.open(named("y"))).verifyErrorSatisfies(OpenTimeoutTest::assertTimeout);
        });
    }

    /** Netty keeps what a timer's task throws to itself, and a connection without its timer would never end. */
    @Test
    void anErrorInTheTurnOfATimerEndsTheConnection() throws IOException {
        withSilentPeer(mux -> {
            mux.open(named("x")).subscribe(opened -> {}, timeout -> {
                throw new NoClassDefFoundError("thrown on purpose");
            });
            StepVerifier.create(mux.onClose())
                    .verifyErrorSatisfies(end ->
                            assertThat(((ConnectionException) end).code()).isEqualTo(ErrorCode.INTERNAL));
        });
    }
}
