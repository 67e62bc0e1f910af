package org.reactivemux.reactor.protocol;

/**
 * How often something may happen: at a rate, with a reserve for bursts. Keeps one time, the moment until which the rate
 * is used up if nothing more happens; the reserve is how far ahead of the clock that may lie.
 */
final class RateLimit {
    private final long nanosForEach;
    private final long reserve;
    private long usedUpTo;

    RateLimit(int perSecond, long atOnce, long now) {
        nanosForEach = Math.max(1, 1_000_000_000L / perSecond);
        reserve = atOnce * nanosForEach;
        usedUpTo = now;
    }

    /** It has happened; false if that was too often. */
    boolean take(long now) {
        if (usedUpTo - now < 0) {
            usedUpTo = now;
        }
        usedUpTo += nanosForEach;
        return usedUpTo - now <= reserve;
    }

    /** Something has made so many of them legitimate. */
    void refund(int times) {
        usedUpTo -= times * nanosForEach;
    }
}
