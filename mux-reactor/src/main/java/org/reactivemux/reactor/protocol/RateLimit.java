package org.reactivemux.reactor.protocol;

/**
 * How often something may happen beyond what explains it: at a rate, with a reserve for bursts. Keeps one time, the
 * moment until which the rate is used up if nothing more happens; the reserve is how far ahead of the clock that may lie.
 */
final class RateLimit {
    private final long nanosForEach;
    private final long reserve;
    private final long mostExplained;
    private long usedUpTo;
    private long explained;

    RateLimit(int perSecond, long atOnce, long mostExplained, long now) {
        this.nanosForEach = Math.max(1, 1_000_000_000L / perSecond);
        this.reserve = atOnce * nanosForEach;
        this.mostExplained = mostExplained;
        this.usedUpTo = now;
    }

    /** It has happened; false if that was too often. */
    boolean take(long now) {
        if (explained > 0) {
            explained--;
            return true;
        }
        if (usedUpTo - now < 0) {
            usedUpTo = now;
        }
        usedUpTo += nanosForEach;
        return usedUpTo - now <= reserve;
    }

    /** There is a good reason for it to happen so many times; more reasons than the most are forgotten. */
    void explain(int times) {
        explained = Math.min(mostExplained, explained + times);
    }
}
