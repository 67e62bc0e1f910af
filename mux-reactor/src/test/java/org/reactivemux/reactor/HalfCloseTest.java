package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** C-22, C-23: each direction ends for itself, and the other goes on. */
@EachCarrier
class HalfCloseTest {
    @AutoClose
    private final Sockets sockets;

    HalfCloseTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private static MuxChannel open(MuxConnection mux, String name) {
        return Objects.requireNonNull(mux.open(named(name)).block(PATIENCE));
    }

    @Test
    void theAnswererGoesOnAfterTheOpenersEnd() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "answer at the end",
                channel -> channel.receive()
                        .count()
                        .flatMap(count -> channel.send(
                                Flux.concat(Mono.just(utf8("got " + count)), Numbered.messages("more", 100))))));
        MuxChannel channel = open(mux, "answer at the end");
        StepVerifier.create(channel.send(Numbered.messages("mine", 5))).verifyComplete();
        StepVerifier.create(channel.receive().map(Messages::text))
                .expectNext("got 5")
                .expectNextSequence(Numbered.texts("more", 100))
                .verifyComplete();
    }

    @Test
    void theOpenerGoesOnAfterTheAnswerersEnd() {
        Sinks.One<List<String>> heard = Sinks.one();
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "listen at the end",
                channel -> channel.send(Mono.just(utf8("I am done")))
                        .thenMany(channel.receive())
                        .map(Messages::text)
                        .collectList()
                        .doOnNext(heard::tryEmitValue)
                        .then()));
        MuxChannel channel = open(mux, "listen at the end");
        StepVerifier.create(channel.receive().map(Messages::text))
                .expectNext("I am done")
                .verifyComplete();
        StepVerifier.create(channel.send(Numbered.messages("mine", 100))).verifyComplete();
        StepVerifier.create(heard.asMono())
                .expectNext(Numbered.texts("mine", 100))
                .verifyComplete();
    }

    @Test
    void aHalfClosedChannelIsKeptUntilItsOtherHalfHasEnded() {
        Sinks.Many<ByteBuffer> answers = Sinks.many().unicast().onBackpressureBuffer();
        MuxConnection mux = sockets.connectTo(server ->
                server.handle("half", channel -> channel.receive().then(channel.send(answers.asFlux()))));
        MuxChannel channel = open(mux, "half");
        StepVerifier.create(channel.send(Flux.empty())).verifyComplete();
        Sockets.roundTrip(mux);
        assertThat(Sockets.channelsOf(mux)).singleElement().satisfies(half -> {
            assertThat(half.sending()).isEqualTo(Direction.ENDED);
            assertThat(half.receiving()).isEqualTo(Direction.OPEN);
        });
        answers.tryEmitComplete().orThrow();
        StepVerifier.create(channel.receive()).verifyComplete();
        assertThatSoon(mux::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel is left");
    }

    /** C-24: the reader's end is not the writer's. */
    @Test
    void aReaderThatStopsMayGoOnSending() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "both",
                channel -> channel.send(Flux.<ByteBuffer>never())
                        .onErrorResume(stopped -> channel.receive().then())));
        MuxChannel channel = open(mux, "both");
        StepVerifier.create(channel.receive()).thenCancel().verify();
        Sockets.roundTrip(mux);
        assertThat(Sockets.channelsOf(mux))
                .singleElement()
                .extracting(ChannelSnapshot::receiving)
                .isEqualTo(Direction.STOPPED);
        StepVerifier.create(channel.send(Numbered.messages("still", 100))).verifyComplete();
    }

    /** C-30: a direction that has ended still delivers what it holds. */
    @Test
    void whatWasReadOfAnEndedDirectionIsDeliveredAfterTheOtherHasFailed() {
        MuxConnection mux = sockets.connectTo(
                server -> server.handle("short", channel -> channel.send(Mono.just(utf8("last words")))));
        MuxChannel channel = open(mux, "short");
        Sockets.roundTrip(mux);
        mux.dispose();
        StepVerifier.create(mux.onClose()).verifyComplete();
        StepVerifier.create(channel.receive().map(Messages::text))
                .expectNext("last words")
                .verifyComplete();
    }
}
