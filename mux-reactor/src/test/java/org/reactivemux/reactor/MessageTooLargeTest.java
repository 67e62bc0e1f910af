package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** M-10: a message over what the peer takes is not sent, and ends its own channel only. */
@EachCarrier
class MessageTooLargeTest {
    private static final int LARGEST = 100_000;
    private static final MuxOptions SMALL =
            MuxOptions.builder().largestMessage(LARGEST).build();

    @AutoClose
    private final Sockets sockets;

    private final Sinks.One<MuxException> heardByHandler = Sinks.one();
    private final MuxConnection mux;

    MessageTooLargeTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        sockets.bind(sockets.server()
                .options(SMALL)
                .handle(
                        "listen",
                        channel -> channel.receive()
                                .doOnError(MuxException.class, heardByHandler::tryEmitValue)
                                .then())
                .handle("large", channel -> channel.send(Mono.just(ByteBuffer.allocate(LARGEST + 1)))));
        this.mux = sockets.connect(sockets.client().options(SMALL));
    }

    private static void assertTooLarge(Throwable error) {
        assertThat(error).isInstanceOf(MessageTooLargeException.class).hasMessageContaining("largestMessage");
        MessageTooLargeException tooLarge = (MessageTooLargeException) error;
        assertThat(tooLarge.size()).isEqualTo(LARGEST + 1);
        assertThat(tooLarge.limit()).isEqualTo(LARGEST);
        assertThat(tooLarge.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    }

    @Test
    void theLargestMessageIsSent() {
        StepVerifier.create(mux.request(ECHO, ByteBuffer.allocate(LARGEST)))
                .assertNext(answer -> assertThat(answer.remaining()).isEqualTo(LARGEST))
                .verifyComplete();
    }

    @Test
    void oneByteMoreFailsTheSender() {
        StepVerifier.create(mux.request(ECHO, ByteBuffer.allocate(LARGEST + 1)))
                .verifyErrorSatisfies(MessageTooLargeTest::assertTooLarge);
    }

    @Test
    void itsPublisherIsCancelled() {
        PublisherProbe<ByteBuffer> outbound =
                PublisherProbe.of(Flux.concat(Mono.just(ByteBuffer.allocate(LARGEST + 1)), Flux.never()));
        StepVerifier.create(mux.exchange(ECHO, outbound.flux()))
                .verifyErrorSatisfies(MessageTooLargeTest::assertTooLarge);
        outbound.assertWasCancelled();
    }

    @Test
    void thePeerIsToldWhy() {
        Sinks.Many<ByteBuffer> outbound = Sinks.many().unicast().onBackpressureBuffer();
        StepVerifier.create(mux.exchange("listen", outbound.asFlux()))
                .then(() -> Sockets.roundTrip(mux))
                .then(() ->
                        outbound.tryEmitNext(ByteBuffer.allocate(LARGEST + 1)).orThrow())
                .verifyErrorSatisfies(MessageTooLargeTest::assertTooLarge);
        StepVerifier.create(heardByHandler.asMono().map(MuxException::code))
                .expectNext(ErrorCode.MESSAGE_TOO_LARGE)
                .verifyComplete();
    }

    @Test
    void whatTheServerSendsIsHeldToTheClientsLimit() {
        StepVerifier.create(mux.exchange("large", Flux.empty())).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ChannelException.class);
            assertThat(((ChannelException) error).code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        });
    }

    @Test
    void nothingElseIsLost() {
        Flux<String> other = mux.exchange(ECHO, Numbered.messages("other", 500)).map(Messages::text);
        StepVerifier.create(other.doOnNext(text -> mux.request(ECHO, ByteBuffer.allocate(LARGEST + 1))
                        .subscribe(answer -> {}, MessageTooLargeTest::assertTooLarge)))
                .expectNextSequence(Numbered.texts("other", 500))
                .verifyComplete();
        StepVerifier.create(mux.request(ECHO, utf8("alive"))).expectNextCount(1).verifyComplete();
    }
}
