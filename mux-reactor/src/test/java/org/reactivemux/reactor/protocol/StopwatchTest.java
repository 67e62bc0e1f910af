package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times add up, also where the clock wraps, and are read while they run. */
class StopwatchTest {
    private final Stopwatch watch = new Stopwatch();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -50, Long.MAX_VALUE - 10, Long.MAX_VALUE / 2 - 10, Long.MIN_VALUE + 5, Long.MIN_VALUE / 2})
    void whatItRanForAddsUp(long start) {
        watch.run(true, start);
        watch.run(false, start + 20);
        watch.run(true, start + 100);
        watch.run(false, start + 103);
        assertThat(watch.read(start + 1_000)).isEqualTo(23);
        assertThat(watch.isRunning()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -50, Long.MAX_VALUE - 10, Long.MAX_VALUE / 2 - 10, Long.MIN_VALUE / 2 - 60})
    void itIsReadWhileItRuns(long start) {
        watch.run(true, start);
        watch.run(false, start + 5);
        watch.run(true, start + 50);
        assertThat(watch.read(start + 60)).isEqualTo(15);
        assertThat(watch.read(start + 61)).isEqualTo(16);
        assertThat(watch.isRunning()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void beingToldTwiceMakesNoDifference(boolean running) {
        watch.run(true, 10);
        watch.run(running, 20);
        watch.run(running, 30);
        assertThat(watch.read(40)).isEqualTo(running ? 30 : 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000})
    void itNeverRanForLessThanNothing(long start) {
        watch.run(true, start);
        assertThat(watch.read(start - 1)).isZero();
    }
}
