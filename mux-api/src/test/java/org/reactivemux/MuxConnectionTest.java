package org.reactivemux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What the contract itself makes of an exchange. */
class MuxConnectionTest {
    private static final ByteBuffer QUESTION = Answers.QUESTION;
    private static final ByteBuffer ONE = ByteBuffer.wrap("one".getBytes(UTF_8));
    private static final ByteBuffer TWO = ByteBuffer.wrap("two".getBytes(UTF_8));

    private static Mono<ByteBuffer> request(Dialect dialect, Flux<ByteBuffer> answers) {
        return new Answers(dialect, answers).request("name", QUESTION.duplicate());
    }

    @Test
    void anExchangeByNameHasDefaultsInAllElse() {
        Flux<ByteBuffer> answers =
                new Answers(Dialect.EXTENDED, Flux.just(ONE, TWO)).exchange("name", Mono.just(QUESTION));
        StepVerifier.create(answers).expectNext(ONE, TWO).verifyComplete();
    }

    @Test
    void aRequestMayBeOpenedInAnyWay() {
        ChannelSpec spec = ChannelSpec.named("name");
        StepVerifier.create(new Answers(Dialect.EXTENDED, Flux.just(ONE)).request(spec, QUESTION.duplicate()))
                .expectNext(ONE)
                .verifyComplete();
    }

    @Test
    void aConnectionWithoutFramesOfItsOwnSaysSo() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> new Answers().logFrames(true))
                .withMessageContaining("no frame log");
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
