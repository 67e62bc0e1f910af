package org.reactivemux.reactor.protocol;

import java.time.Duration;

/** Durations as nanoseconds on a clock whose times are compared by difference. */
public final class Nanos {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private Nanos() {}

    /**
     * A duration, or 146 years if it is longer: two times may be no further apart than half the range of a long.
     *
     * @param duration however long
     * @return nanoseconds
     */
    public static long of(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : duration.toNanos();
    }
}
