package org.reactivemux.samples.webflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A reader's pace, under virtual time. */
class ReaderTest {
    private final Reader reader = new Reader("r1", "MONO");
    private final AtomicLong made = new AtomicLong();

    private Flux<Integer> paced() {
        return reader.paced(Flux.range(0, 1_000).doOnNext(number -> made.incrementAndGet()));
    }

    @Test
    void atFullSpeedEverythingComesAtOnce() {
        StepVerifier.create(paced()).expectNextCount(1_000).verifyComplete();
    }

    @Test
    void aSlowReaderGetsSoManyASecondAndAsksForFewMore() {
        reader.pace(new Pace(10));
        StepVerifier.withVirtualTime(this::paced)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(100))
                .expectNext(0)
                .thenAwait(Duration.ofSeconds(1))
                .expectNextCount(10)
                .then(() -> assertThat(made.get()).isLessThanOrEqualTo(11 + Reader.UNDER_WAY))
                .thenCancel()
                .verify();
    }

    @Test
    void aStoppedReaderGoesOnAtOnceWhenItIsLet() {
        reader.pace(new Pace(0));
        StepVerifier.withVirtualTime(this::paced)
                .expectSubscription()
                .expectNoEvent(Duration.ofDays(1))
                .then(() -> assertThat(made.get()).isEqualTo(Reader.UNDER_WAY))
                .then(() -> reader.pace(Pace.FULL))
                .expectNextCount(1_000)
                .verifyComplete();
    }
}
