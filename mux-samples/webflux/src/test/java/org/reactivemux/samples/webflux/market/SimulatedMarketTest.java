package org.reactivemux.samples.webflux.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A market under virtual time. */
class SimulatedMarketTest {
    private static final int RATE = 100;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final SimulatedMarket market = new SimulatedMarket(42, RATE, time);

    @AfterEach
    void close() {
        market.dispose();
        time.dispose();
    }

    private void pass(int seconds) {
        time.advanceTimeBy(Duration.ofSeconds(seconds));
    }

    private <T> T now(Mono<T> answer) {
        List<T> seen = new ArrayList<>();
        answer.subscribe(seen::add);
        time.advanceTime();
        return Objects.requireNonNull(seen.get(0));
    }

    @Test
    void tradesAreMadeAtTheRate() {
        pass(3);
        assertThat(now(market.quote("MONO")).last().number()).isEqualTo(3 * RATE);
        assertThat(now(market.history("MONO", 10)))
                .extracting(Tick::number)
                .containsExactly(291L, 292L, 293L, 294L, 295L, 296L, 297L, 298L, 299L, 300L);
    }

    @Test
    void aSeedMakesTheSameDayAndAnotherSeedAnother() {
        SimulatedMarket same = new SimulatedMarket(42, RATE, time);
        SimulatedMarket other = new SimulatedMarket(43, RATE, time);
        pass(5);
        List<Tick> day = now(market.history("NOVA", 100));
        assertThat(now(same.history("NOVA", 100)))
                .extracting(Tick::price)
                .isEqualTo(day.stream().map(Tick::price).toList());
        assertThat(now(other.history("NOVA", 100)))
                .extracting(Tick::price)
                .isNotEqualTo(day.stream().map(Tick::price).toList());
        same.dispose();
        other.dispose();
    }

    @Test
    void aFollowerWhoAsksForNothingGetsNothingAndCatchesUpWithoutAGap() {
        StepVerifier.create(market.ticks("ECHO").map(Tick::number), 3)
                .then(() -> pass(10))
                .expectNext(0L, 1L, 2L)
                .thenRequest(Long.MAX_VALUE)
                .thenAwait()
                .then(() -> pass(1))
                .expectNextSequence(LongStream.rangeClosed(3, 11 * RATE).boxed().toList())
                .thenCancel()
                .verify();
    }

    @Test
    void whatIsNotListedCannotBeFollowed() {
        StepVerifier.create(market.ticks("NONE"))
                .then(time::advanceTime)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnknownSymbolException.class)
                        .hasMessage("there is no instrument 'NONE'"));
    }
}
