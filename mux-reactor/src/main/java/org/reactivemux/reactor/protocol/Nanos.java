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

    /**
     * A duration for those who count in milliseconds, and take none for one without end.
     *
     * @param duration however short or long
     * @return milliseconds, at least 1
     */
    public static int inMillis(Duration duration) {
        return (int) Math.max(1, Math.min(of(duration) / 1_000_000, Integer.MAX_VALUE));
    }
}
