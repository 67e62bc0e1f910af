package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** An exchange in good order: what goes out, what comes back, and when it is complete. */
@EachCarrier
class ExchangeTest {
    @AutoClose
    private final Sockets sockets;

    ExchangeTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    @Test
    void messagesComeBackInOrder() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(
                        mux.exchange(ECHO, Numbered.messages("message", 10_000)).map(Messages::text))
                .expectNextSequence(Numbered.texts("message", 10_000))
                .verifyComplete();
    }

    @Test
    void nothingAtAllIsExchangedWhenBothSidesHaveNothingToSay() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.exchange(ECHO, Flux.empty())).verifyComplete();
    }

    @Test
    void eachSubscriptionIsAnExchangeOfItsOwn() {
        AtomicInteger channels = new AtomicInteger();
        MuxConnection mux = sockets.connectTo(server ->
                server.handle("count", channel -> channel.send(Mono.just(utf8("" + channels.incrementAndGet())))));
        Flux<String> exchange = mux.exchange("count", Flux.empty()).map(Messages::text);
        Sockets.roundTrip(mux);
        assertThat(channels).hasValue(0);
        StepVerifier.create(exchange.concatWith(exchange)).expectNext("1", "2").verifyComplete();
    }

    @Test
    void theOutboundGoesOutWithoutWaitingToBeAccepted() {
        MuxConnection mux = sockets.connectToEcho();
        sockets.accepted().get(0).config().setAutoRead(false);
        PublisherProbe<ByteBuffer> outbound = PublisherProbe.of(Mono.just(utf8("early")));
        StepVerifier.create(mux.exchange(ECHO, outbound.mono().doFinally(end -> read()))
                        .map(Messages::text))
                .expectNext("early")
                .verifyComplete();
        outbound.assertWasRequested();
    }

    private void read() {
        sockets.accepted().get(0).config().setAutoRead(true);
    }

    /** The peer's stream has ended, and been read to its end, but the outbound goes on. */
    @Test
    void itIsNotCompleteBeforeTheOutboundHasEnded() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "talk first",
                channel -> channel.send(Mono.just(utf8("all I have to say"))).and(channel.receive())));
        Sinks.Many<ByteBuffer> outbound = Sinks.many().unicast().onBackpressureBuffer();
        SignalLog<ByteBuffer> log = SignalLog.of(mux.exchange("talk first", outbound.asFlux()));
        Sockets.roundTrip(mux);
        assertThat(log.values()).containsExactly(utf8("all I have to say"));
        assertThat(log.isOpen()).isTrue();
        outbound.tryEmitComplete().orThrow();
        assertThatCompletes(log);
    }

    /** The outbound has ended and was read to its end, but the peer goes on. */
    @Test
    void itIsNotCompleteBeforeTheInboundHasEnded() {
        Sinks.Many<ByteBuffer> answers = Sinks.many().unicast().onBackpressureBuffer();
        MuxConnection mux = sockets.connectTo(server ->
                server.handle("answer later", channel -> channel.receive().then(channel.send(answers.asFlux()))));
        SignalLog<ByteBuffer> log = SignalLog.of(mux.exchange("answer later", Mono.just(utf8("question"))));
        Sockets.roundTrip(mux);
        assertThat(log.isOpen()).isTrue();
        answers.tryEmitNext(utf8("answer")).orThrow();
        answers.tryEmitComplete().orThrow();
        assertThatCompletes(log);
        assertThat(log.values()).containsExactly(utf8("answer"));
    }

    /** C-24: a handler that answers without draining must not break its caller. */
    @Test
    void aPeerThatWantsNoMoreCancelsTheOutboundQuietly() {
        MuxConnection mux =
                sockets.connectTo(server -> server.handle("deaf", channel -> channel.send(Mono.just(utf8("answer")))));
        PublisherProbe<ByteBuffer> endless = PublisherProbe.of(Flux.generate(sink -> sink.next(utf8("unheard"))));
        StepVerifier.create(mux.exchange("deaf", endless.flux()).map(Messages::text))
                .expectNext("answer")
                .verifyComplete();
        endless.assertWasCancelled();
    }

    /** C-24: what the peer still sends after its STOP goes on. */
    @Test
    void aPeerThatWantsNoMoreMayGoOnSending() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "enough", channel -> channel.receive().take(1).then(channel.send(Numbered.messages("and", 1_000)))));
        StepVerifier.create(mux.exchange("enough", Flux.generate(sink -> sink.next(utf8("more"))))
                        .map(Messages::text))
                .expectNextSequence(Numbered.texts("and", 1_000))
                .verifyComplete();
    }

    @Test
    void aHundredExchangesAtATimeDoNotMixTheirMessages() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(Flux.range(0, 100)
                        .flatMap(
                                n -> mux.exchange(ECHO, Numbered.messages("of " + n, 100))
                                        .map(Messages::text)
                                        .collectList()
                                        .map(answers -> answers.equals(Numbered.texts("of " + n, 100))),
                                100)
                        .all(same -> same))
                .expectNext(true)
                .verifyComplete();
    }

    private static void assertThatCompletes(SignalLog<ByteBuffer> log) {
        assertThat(log.end().isOnComplete()).isTrue();
    }
}
