package org.reactivemux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What the contract itself makes of an exchange. */
class MuxConnectionTest {
    private static final ByteBuffer QUESTION = ByteBuffer.wrap("question".getBytes(UTF_8));
    private static final ByteBuffer ONE = ByteBuffer.wrap("one".getBytes(UTF_8));
    private static final ByteBuffer TWO = ByteBuffer.wrap("two".getBytes(UTF_8));

    /** Answers every exchange that sends the question on the channel "name" with default settings. */
    private record Answering(Dialect dialect, Flux<ByteBuffer> answers) implements MuxConnection {
        @Override
        public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
            assertThat(spec).usingRecursiveComparison().isEqualTo(ChannelSpec.named("name"));
            return Flux.from(outbound).collectList().flatMapMany(sent -> {
                assertThat(sent).hasSize(1).allMatch(QUESTION::equals);
                return answers;
            });
        }

        @Override
        public PeerInfo peer() {
            return new PeerInfo(
                    dialect, new PeerSettings(1, 2, 3, 4, 5, 6), new PeerIdentity(Transport.MEMORY, Optional.empty()));
        }

        @Override
        public Mono<MuxChannel> open(ChannelSpec spec) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public ConnectionSnapshot snapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> shutdown(Duration grace) {
            return Mono.error(new UnsupportedOperationException());
        }

        @Override
        public Mono<Void> onClose() {
            return Mono.never();
        }

        @Override
        public void dispose() {}
    }

    private static Mono<ByteBuffer> request(Dialect dialect, Flux<ByteBuffer> answers) {
        return new Answering(dialect, answers).request("name", QUESTION.duplicate());
    }

    @Test
    void anExchangeByNameHasDefaultsInAllElse() {
        Flux<ByteBuffer> answers =
                new Answering(Dialect.EXTENDED, Flux.just(ONE, TWO)).exchange("name", Mono.just(QUESTION));
        StepVerifier.create(answers).expectNext(ONE, TWO).verifyComplete();
    }

    @Test
    void aRequestHasExactlyOneAnswer() {
        StepVerifier.create(request(Dialect.EXTENDED, Flux.just(ONE)))
                .expectNext(ONE)
                .verifyComplete();
        StepVerifier.create(request(Dialect.EXTENDED, Flux.empty())).verifyError(NoSuchElementException.class);
        StepVerifier.create(request(Dialect.EXTENDED, Flux.just(ONE, TWO)))
                .verifyError(IndexOutOfBoundsException.class);
    }

    @Test
    void theAnswerIsNotCompleteBeforeTheStreamIs() {
        StepVerifier.withVirtualTime(() -> request(Dialect.EXTENDED, Flux.concat(Mono.just(ONE), Flux.never())))
                .expectSubscription()
                .expectNoEvent(Duration.ofHours(1))
                .thenCancel()
                .verify();
    }

    /** P-13: a plain peer knows no end of stream, so nobody can wait for it. */
    @Test
    void ofAPlainPeerTheFirstMessageIsTheAnswer() {
        StepVerifier.create(request(Dialect.PLAIN, Flux.concat(Mono.just(ONE), Flux.never())))
                .expectNext(ONE)
                .verifyComplete();
    }
}
