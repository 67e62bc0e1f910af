package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A rate with a reserve, on a clock that wraps (docs/protocol.md, L-3, L-10). */
class RateLimitTest {
    private static final int PER_SECOND = 10;
    private static final long EACH = 1_000_000_000L / PER_SECOND;
    private static final int AT_ONCE = 30;
    private static final int MOST_EXPLAINED = 100;

    private final RateLimit limit = new RateLimit(PER_SECOND, AT_ONCE, MOST_EXPLAINED, at(0));

    @Test
    void theReserveMayBeUsedAtOnceAndNotOneMore() {
        assertThat(takenAt(0)).isEqualTo(AT_ONCE);
    }

    @Test
    void whatIsUsedUpComesBackAtTheRate() {
        takenAt(0);
        assertThat(limit.take(at(2 * EACH))).as("the refused one counts too").isTrue();
        assertThat(limit.take(at(2 * EACH))).isFalse();
    }

    @Test
    void theRateItselfMayGoOnForEver() {
        for (long n = 1; n <= 1_000; n++) {
            assertThat(limit.take(at(n * EACH))).isTrue();
        }
        assertThat(takenAt(1_000 * EACH)).isEqualTo(AT_ONCE - 1);
    }

    @Test
    void aLongQuietTimeSavesNoMoreThanTheReserve() {
        assertThat(takenAt(1_000_000 * EACH)).isEqualTo(AT_ONCE);
    }

    @Test
    void whatIsExplainedDoesNotCount() {
        limit.explain(5);
        assertThat(takenAt(0)).isEqualTo(AT_ONCE + 5);
    }

    @Test
    void whatWasExplainedLongAgoIsStillExplained() {
        limit.explain(5);
        assertThat(takenAt(1_000_000 * EACH)).isEqualTo(AT_ONCE + 5);
    }

    @Test
    void noMoreThanTheMostIsExplained() {
        for (int n = 0; n < 10; n++) {
            limit.explain(MOST_EXPLAINED);
        }
        assertThat(takenAt(0)).isEqualTo(AT_ONCE + MOST_EXPLAINED);
    }

    @Test
    void theHighestRateIsNotEndless() {
        RateLimit fast = new RateLimit(Integer.MAX_VALUE, 2, 0, at(0));
        assertThat(fast.take(at(0))).isTrue();
        assertThat(fast.take(at(0))).isTrue();
        assertThat(fast.take(at(0))).isFalse();
    }

    private int takenAt(long nanos) {
        int taken = 0;
        while (limit.take(at(nanos))) {
            taken++;
        }
        return taken;
    }

    /** A time on a clock that wraps soon, as nanosecond clocks may. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - EACH + nanos;
    }
}
