package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** The reader of a channel: one only, and what it asks for. */
@EachCarrier
class ReceiveTest {
    @AutoClose
    private final Sockets sockets;

    /** How the handler's sending has ended. */
    private final Sinks.One<Throwable> endOfSending = Sinks.one();

    ReceiveTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private MuxChannel openToTalker() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "talk",
                channel -> channel.send(Flux.generate(sink -> sink.next(utf8("more"))))
                        .doOnError(endOfSending::tryEmitValue)));
        return Objects.requireNonNull(mux.open(named("talk")).block(PATIENCE));
    }

    private void verifyPeerIsStopped() {
        StepVerifier.create(endOfSending.asMono())
                .assertNext(error -> assertThat(error).isInstanceOf(ChannelStoppedException.class))
                .verifyComplete();
    }

    private static void verifySubscribedBefore(Flux<ByteBuffer> receiving) {
        StepVerifier.create(receiving)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("receive() was subscribed before"));
    }

    @Test
    void theSecondSubscriberGetsAnErrorAndTheFirstIsNotDisturbed() {
        MuxChannel channel = openToTalker();
        Flux<ByteBuffer> receiving = channel.receive();
        StepVerifier.create(receiving, 2)
                .expectNextCount(2)
                .then(() -> verifySubscribedBefore(receiving))
                .then(() -> verifySubscribedBefore(channel.receive()))
                .thenRequest(1_000)
                .expectNextCount(1_000)
                .thenCancel()
                .verify();
    }

    @Test
    void afterACancelThereIsNoSecondTime() {
        MuxChannel channel = openToTalker();
        StepVerifier.create(channel.receive(), 0).thenCancel().verify();
        verifySubscribedBefore(channel.receive());
    }

    @Test
    void afterTheEndThereIsNoSecondTime() {
        MuxConnection mux = sockets.connectTo(server -> server.handle("empty", channel -> Mono.empty()));
        MuxChannel channel = Objects.requireNonNull(mux.open(named("empty")).block(PATIENCE));
        StepVerifier.create(channel.receive()).verifyComplete();
        verifySubscribedBefore(channel.receive());
    }

    @Test
    void aHandlersReaderIsOnlyOneToo() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "twice",
                channel -> channel.receive()
                        .thenMany(channel.receive())
                        .onErrorResume(IllegalStateException.class, error -> Flux.empty())
                        .then(channel.send(Mono.just(utf8("the second failed"))))));
        StepVerifier.create(mux.request("twice", utf8("x")).map(Messages::text))
                .expectNext("the second failed")
                .verifyComplete();
    }

    /** C-24 */
    @Test
    void cancellingStopsThePeersSending() {
        MuxChannel channel = openToTalker();
        StepVerifier.create(channel.receive()).expectNextCount(3).thenCancel().verify();
        verifyPeerIsStopped();
    }

    @Test
    void messagesThatCameBeforeTheSubscriberWait() {
        MuxConnection mux = sockets.connectTo(
                server -> server.handle("three", channel -> channel.send(Numbered.messages("message", 3))));
        MuxChannel channel =
                Objects.requireNonNull(mux.open(named("three").prefetch(3)).block(PATIENCE));
        Sockets.roundTrip(mux);
        StepVerifier.create(channel.receive().map(Messages::text))
                .expectNextSequence(Numbered.texts("message", 3))
                .verifyComplete();
    }

    @Test
    void anEndThatCameBeforeAnyRequestIsToldWithoutOne() {
        MuxConnection mux = sockets.connectTo(server -> server.handle("empty", channel -> Mono.empty()));
        StepVerifier.create(mux.exchange("empty", Flux.empty()), 0).verifyComplete();
    }

    @Test
    void aReceivedBufferBelongsToItsSubscriber() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.request(ECHO, utf8("mine")))
                .assertNext(buffer -> {
                    assertThat(buffer.hasArray()).isTrue();
                    assertThat(buffer.isReadOnly()).isFalse();
                    assertThat(buffer.clear().put(0, (byte) 'M')).isEqualTo(utf8("Mine"));
                })
                .verifyComplete();
    }
}
