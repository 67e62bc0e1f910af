package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** The writer of a channel: one only, how it ends, and what its end means. */
@EachCarrier
class SendTest {
    @AutoClose
    private final Sockets sockets;

    /** How the handler's reading has ended. */
    private final Sinks.One<Throwable> heardByHandler = Sinks.one();

    SendTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private MuxChannel openTo(MuxServer server, String name) {
        sockets.bind(server);
        MuxConnection mux = sockets.connect(sockets.client());
        return Objects.requireNonNull(mux.open(named(name)).block(PATIENCE));
    }

    private MuxChannel openToListener() {
        return openTo(
                sockets.server()
                        .handle(
                                "listen",
                                channel -> channel.receive()
                                        .doOnError(heardByHandler::tryEmitValue)
                                        .then()),
                "listen");
    }

    private MuxChannel openToDeaf() {
        return openTo(
                sockets.server()
                        .handle("deaf", channel -> channel.receive().take(1).then(Mono.never())),
                "deaf");
    }

    private void verifyHandlerHears(ErrorCode code) {
        StepVerifier.create(heardByHandler.asMono())
                .assertNext(error -> {
                    assertThat(error).isInstanceOf(ChannelException.class);
                    assertThat(((ChannelException) error).code()).isEqualTo(code);
                })
                .verifyComplete();
    }

    private static void verifySubscribedBefore(Mono<Void> sending) {
        StepVerifier.create(sending)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("send() was subscribed before"));
    }

    @Test
    void nothingIsSentBeforeSomebodySubscribes() {
        MuxChannel channel = openToListener();
        PublisherProbe<ByteBuffer> messages = PublisherProbe.empty();
        Mono<Void> sending = channel.send(messages.flux());
        Sockets.roundTrip(channel.connection());
        messages.assertWasNotSubscribed();
        StepVerifier.create(sending).verifyComplete();
        messages.assertWasSubscribed();
    }

    @Test
    void theSecondSubscriberGetsAnErrorAndTheFirstIsNotDisturbed() {
        MuxChannel channel = openToListener();
        Sinks.Empty<ByteBuffer> end = Sinks.empty();
        Mono<Void> sending = channel.send(end.asMono());
        PublisherProbe<ByteBuffer> second = PublisherProbe.empty();
        StepVerifier.create(sending)
                .then(() -> verifySubscribedBefore(sending))
                .then(() -> verifySubscribedBefore(channel.send(second.flux())))
                .then(() -> end.tryEmitEmpty().orThrow())
                .verifyComplete();
        second.assertWasNotSubscribed();
    }

    @Test
    void afterACancelThereIsNoSecondTime() {
        MuxChannel channel = openToListener();
        StepVerifier.create(channel.send(Flux.never())).thenCancel().verify();
        verifySubscribedBefore(channel.send(Flux.empty()));
    }

    /** C-19, C-27: the stream was cut short. */
    @Test
    void cancellingCancelsThePublisherAndEndsTheChannel() {
        MuxChannel channel = openToListener();
        PublisherProbe<ByteBuffer> messages = PublisherProbe.of(Flux.never());
        StepVerifier.create(channel.send(messages.flux()))
                .then(() -> Sockets.roundTrip(channel.connection()))
                .thenCancel()
                .verify();
        verifyHandlerHears(ErrorCode.CANCELLED);
        messages.assertWasCancelled();
        StepVerifier.create(channel.receive())
                .verifyErrorSatisfies(
                        error -> assertThat(((ChannelException) error).code()).isEqualTo(ErrorCode.CANCELLED));
    }

    /** C-24 */
    @Test
    void aPeerThatWantsNoMoreFailsABareSend() {
        MuxChannel channel = openToDeaf();
        PublisherProbe<ByteBuffer> endless = PublisherProbe.of(Flux.generate(sink -> sink.next(utf8("unheard"))));
        StepVerifier.create(channel.send(endless.flux())).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelStoppedException.class);
            assertThat(((ChannelStoppedException) error).code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(((ChannelStoppedException) error).retrySafe()).isFalse();
        });
        endless.assertWasCancelled();
    }

    @Test
    void aSendThatBeginsAfterThePeerWantsNoMoreFailsTheSame() {
        MuxChannel channel = openTo(sockets.server().handle("gone", gone -> Mono.empty()), "gone");
        Sockets.roundTrip(channel.connection());
        StepVerifier.create(channel.send(Mono.just(utf8("too late")))).verifyError(ChannelStoppedException.class);
    }

    static Stream<Throwable> errors() {
        return Stream.of(new IllegalStateException("mine alone"), new AssertionError("no exception, but mine"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void thePublishersErrorIsTheSendersAndTravelsAsInternal(Throwable mine) {
        MuxChannel channel = openToListener();
        StepVerifier.create(channel.send(Flux.error(mine)))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(mine));
        verifyHandlerHears(ErrorCode.INTERNAL);
    }

    /** The message is lost, so the sending has not succeeded, though the direction has ended in good order. */
    @Test
    void aSendThatBeginsAfterItsHandlerHasEndedFails() {
        Sinks.One<MuxChannel> kept = Sinks.one();
        MuxConnection mux = sockets.connectTo(server -> server.handle("brief", channel -> {
                    kept.tryEmitValue(channel);
                    return Mono.empty();
                })
                .handle("later", channel -> kept.asMono().flatMap(ended -> ended.send(Mono.just(utf8("too late"))))));
        StepVerifier.create(mux.exchange("brief", Flux.empty())).verifyComplete();
        StepVerifier.create(mux.exchange("later", Flux.empty()))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ChannelException.class)
                        .hasMessageContaining("before its sending had completed"));
    }

    private static long unwritten(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** C-21: a promise about the socket. While the peer's socket is full the last byte was not handed over. */
    @Test
    void itIsNotCompleteBeforeTheLastByteIsWritten() {
        int size = 8 << 20;
        MuxOptions wide =
                MuxOptions.builder().maxChannels(4).initialWindow(2 * size).build();
        MuxChannel channel = openTo(
                sockets.server()
                        .options(wide)
                        .handle("listen", listen -> listen.receive().then()),
                "listen");
        sockets.accepted().get(0).config().setAutoRead(false);
        SignalLog<Void> log = SignalLog.of(channel.send(Mono.just(ByteBuffer.allocate(size))));
        Eventually.assertThatSoon(
                () -> unwritten(sockets.connected().get(0)), bytes -> bytes > 0, "bytes that the socket does not take");
        assertThat(log.isOpen()).isTrue();
        sockets.accepted().get(0).config().setAutoRead(true);
        assertThat(log.end().isOnComplete()).isTrue();
    }

    /** C-30: a direction whose end was written is complete, whatever becomes of the connection. */
    @Test
    void itIsCompleteOnceWrittenAlthoughThePeersProgramHasReadNothing() {
        MuxChannel channel = openTo(sockets.server().handle("ignore", ignore -> Mono.never()), "ignore");
        StepVerifier.create(channel.send(Mono.just(utf8("ignored")))).verifyComplete();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void noPublisherIsRefusedAtOnce() {
        MuxChannel channel = openToListener();
        assertThatNullPointerException().isThrownBy(() -> channel.send(null));
    }
}
