package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** An exchange that fails or is cancelled: who sees what, and what goes on. */
@EachCarrier
class ExchangeFailureTest {
    private static final ErrorCode OURS = ErrorCode.application(0x1234);

    @AutoClose
    private final Sockets sockets;

    /** How the handler's reading has ended. */
    private final Sinks.One<Throwable> heardByHandler = Sinks.one();

    ExchangeFailureTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private MuxConnection connectToListener() {
        return sockets.connectTo(server -> server.handle(
                "listen",
                channel -> channel.receive()
                        .doOnError(heardByHandler::tryEmitValue)
                        .then()));
    }

    private void verifyHandlerHears(ErrorCode code, String text) {
        StepVerifier.create(heardByHandler.asMono())
                .assertNext(error -> assertThat(error)
                        .isInstanceOf(ChannelException.class)
                        .hasMessage(text)
                        .extracting(cause -> ((MuxException) cause).code())
                        .isEqualTo(code))
                .verifyComplete();
    }

    @Test
    void itFailsWithTheVeryErrorOfTheOutbound() {
        MuxConnection mux = connectToListener();
        IllegalStateException mine = new IllegalStateException("mine alone");
        StepVerifier.create(mux.exchange("listen", Flux.error(mine)))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(mine));
    }

    /** E-6: nobody chose the text of that error for the peer. */
    @Test
    void ofAStrangersErrorThePeerSeesOnlyThatItHappened() {
        failExchange(connectToListener(), new IllegalStateException("mine alone"));
        verifyHandlerHears(ErrorCode.INTERNAL, "");
    }

    /** E-6 */
    @Test
    void codeAndTextOfAMuxExceptionTravel() {
        failExchange(connectToListener(), new ChannelException(OURS, "chosen for the peer"));
        verifyHandlerHears(OURS, "chosen for the peer");
    }

    private static void failExchange(MuxConnection mux, RuntimeException cause) {
        Sinks.Empty<ByteBuffer> outbound = Sinks.empty();
        StepVerifier.create(mux.exchange("listen", outbound.asMono()))
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> outbound.tryEmitError(cause).orThrow())
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(cause));
    }

    /** C-19: what ends before its OPEN was written was never there. */
    @Test
    void anOutboundThatFailsAtOnceMayOpenNothing() {
        MuxConnection mux = connectToListener();
        StepVerifier.create(mux.exchange("listen", Flux.error(new IllegalStateException("at once"))))
                .verifyErrorMessage("at once");
        Sockets.roundTrip(mux);
        assertThatSoon(mux::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel is left");
    }

    @Test
    void theFailureOfThePeerCancelsTheOutbound() {
        MuxConnection mux = sockets.connectTo(
                server -> server.handle("fail", channel -> Mono.error(new ChannelException(OURS, "no"))));
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.of(Flux.never());
        StepVerifier.create(mux.exchange("fail", outbound.flux())).verifyError(ChannelException.class);
        outbound.assertWasCancelled();
    }

    /** C-27: what was delivered before stays delivered. */
    @Test
    void messagesBeforeTheFailureArrive() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "fail",
                channel -> channel.send(Flux.concat(
                        Numbered.messages("good", 3),
                        channel.receive().then(Mono.error(new ChannelException(OURS, "bad")))))));
        Sinks.Empty<ByteBuffer> outbound = Sinks.empty();
        StepVerifier.create(mux.exchange("fail", outbound.asMono()).map(Messages::text))
                .expectNext("good 0", "good 1", "good 2")
                .then(() -> outbound.tryEmitEmpty().orThrow())
                .verifyErrorSatisfies(error -> assertThat(error).hasMessage("bad"));
    }

    /** The two ends see the one error from their own side. */
    @Test
    void aCancelledExchangeCancelsItsOutboundAndTellsThePeer() {
        MuxConnection mux = connectToListener();
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.of(Flux.never());
        StepVerifier.create(mux.exchange("listen", outbound.flux()))
                .then(() -> Sockets.roundTrip(mux))
                .thenCancel()
                .verify();
        Sockets.roundTrip(mux);
        outbound.assertWasCancelled();
        StepVerifier.create(heardByHandler.asMono())
                .assertNext(
                        error -> assertThat(((ChannelException) error).code()).isEqualTo(ErrorCode.CANCELLED))
                .verifyComplete();
    }

    /** C-24: with the outbound complete there is only the reading to be given up. */
    @Test
    void aCancelledExchangeStopsThePeersSending() {
        Sinks.One<Throwable> endOfSending = Sinks.one();
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "endless",
                channel -> channel.send(Flux.generate(sink -> sink.next(utf8("more"))))
                        .doOnError(endOfSending::tryEmitValue)));
        StepVerifier.create(mux.exchange("endless", Flux.empty()).take(3))
                .expectNextCount(3)
                .verifyComplete();
        StepVerifier.create(endOfSending.asMono())
                .assertNext(error -> assertThat(((MuxException) error).code()).isEqualTo(ErrorCode.CANCELLED))
                .verifyComplete();
    }

    @Test
    void anExchangeThatIsCancelledAtOnceOpensNothing() {
        AtomicInteger opened = new AtomicInteger();
        MuxConnection mux = sockets.connectTo(server -> server.handle("count", channel -> {
            opened.incrementAndGet();
            return Mono.empty();
        }));
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.empty();
        StepVerifier.create(mux.exchange("count", outbound.flux()), 0)
                .thenCancel()
                .verify();
        StepVerifier.create(mux.exchange("count", outbound.flux()).take(0)).verifyComplete();
        Sockets.roundTrip(mux);
        assertThat(opened).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void aRefusedExchangeCancelsItsOutbound() {
        MuxConnection mux = sockets.connectToEcho();
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.of(Flux.never());
        StepVerifier.create(mux.exchange("nobody", outbound.flux())).verifyError();
        outbound.assertWasCancelled();
    }

    @Test
    void anOutboundThatThrowsWhenSubscribedFailsTheExchange() {
        MuxConnection mux = sockets.connectToEcho();
        Publisher<ByteBuffer> throwing = subscriber -> {
            throw new IllegalStateException("not today");
        };
        StepVerifier.create(mux.exchange(ECHO, throwing)).verifyErrorMessage("not today");
    }

    @Test
    void whateverHappensToOneExchangeTheOthersGoOn() {
        MuxConnection mux = connectToListener();
        Flux<ByteBuffer> other = mux.exchange(ECHO, Numbered.messages("other", 500));
        StepVerifier.create(other.map(Messages::text)
                        .doOnNext(text -> mux.exchange(
                                        text.endsWith("0") ? "nobody" : "listen",
                                        Flux.error(new IllegalStateException("again")))
                                .subscribe(message -> {}, error -> {})))
                .expectNextSequence(Numbered.texts("other", 500))
                .verifyComplete();
    }
}
