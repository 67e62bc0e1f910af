package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** One message out, exactly one back. */
@EachCarrier
class RequestTest {
    @AutoClose
    private final Sockets sockets;

    RequestTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    @Test
    void theOneAnswerIsEmitted() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.request(ECHO, utf8("question")).map(Messages::text))
                .expectNext("question")
                .verifyComplete();
    }

    @Test
    void noAnswerIsAnError() {
        MuxConnection mux = sockets.connectTo(
                server -> server.handle("mute", channel -> channel.receive().then()));
        StepVerifier.create(mux.request("mute", utf8("question"))).verifyError(NoSuchElementException.class);
    }

    @Test
    void moreThanOneAnswerIsAnError() {
        MuxConnection mux = sockets.connectTo(
                server -> server.handle("talkative", channel -> channel.send(Numbered.messages("answer", 2))));
        StepVerifier.create(mux.request("talkative", utf8("question"))).verifyError(IndexOutOfBoundsException.class);
    }

    /** What the prefetch lets come with the first, and the end behind it, is looked at though nobody requested it. */
    @Test
    void moreThanOneAnswerAtOnceIsAnErrorToo() {
        sockets.bind(sockets.server().handle("talkative", channel -> channel.send(Numbered.messages("answer", 2))));
        MuxOptions ahead = MuxOptions.builder().prefetch(2).build();
        MuxConnection mux = sockets.connect(sockets.client().options(ahead));
        StepVerifier.create(mux.request("talkative", utf8("question"))).verifyError(IndexOutOfBoundsException.class);
    }

    @Test
    void aFailureIsTheAnswersFailure() {
        ErrorCode code = ErrorCode.application(0x2000);
        MuxConnection mux = sockets.connectTo(
                server -> server.handle("fail", channel -> Mono.error(new ChannelException(code, "cannot"))));
        StepVerifier.create(mux.request("fail", utf8("question"))).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelException.class).hasMessage("cannot");
            assertThat(((ChannelException) error).code()).isEqualTo(code);
        });
    }

    @Test
    void eachSubscriptionAsksAgain() {
        AtomicInteger asked = new AtomicInteger();
        MuxConnection mux = sockets.connectTo(server ->
                server.handle("count", channel -> channel.send(Mono.just(utf8("" + asked.incrementAndGet())))));
        Mono<String> request = mux.request("count", utf8("?")).map(Messages::text);
        StepVerifier.create(request.repeat(2)).expectNext("1", "2", "3").verifyComplete();
    }

    @Test
    void cancellingTellsThePeer() {
        Sinks.One<MuxException> heard = Sinks.one();
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "slow",
                channel -> channel.send(channel.receive().thenMany(Flux.never()))
                        .doOnError(MuxException.class, heard::tryEmitValue)));
        StepVerifier.create(mux.request("slow", utf8("question")))
                .then(() -> Sockets.roundTrip(mux))
                .thenCancel()
                .verify();
        StepVerifier.create(heard.asMono())
                .assertNext(error -> assertThat(error.code()).isEqualTo(ErrorCode.CANCELLED))
                .verifyComplete();
    }

    @Test
    void theRequestIsNotMoved() {
        MuxConnection mux = sockets.connectToEcho();
        ByteBuffer question = utf8("<question>").position(1).limit(9);
        StepVerifier.create(mux.request(ECHO, question).map(Messages::text))
                .expectNext("question")
                .verifyComplete();
        assertThat(question.position()).isEqualTo(1);
        assertThat(question.limit()).isEqualTo(9);
    }

    @Test
    void oneRequestAfterTheOtherLeavesNoChannelBehind() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(Flux.range(0, 2_000).flatMap(i -> mux.request(ECHO, utf8("x")), 64))
                .expectNextCount(2_000)
                .verifyComplete();
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        assertThatSoon(mux::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel here");
        assertThatSoon(otherEnd::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel there");
    }
}
