package org.reactivemux.samples.benchmarks.run;

import java.time.Duration;

/** How many messages make a round of the wanted length, going by how long the last one took. */
final class Pace {
    private static final int FIRST = 64;
    private static final int MOST = 1 << 30;
    private static final double LARGEST_STEP = 16;

    private final Duration length;
    private int amount = FIRST;

    Pace(Duration length) {
        this.length = length;
    }

    int amount() {
        return amount;
    }

    /** Takes small steps upwards, for the first rounds are slow and the next must not be far too long. */
    void adapt(Duration took) {
        double step = Math.min(LARGEST_STEP, length.toNanos() / (double) took.toNanos());
        amount = (int) Math.max(1, Math.min(amount * step, MOST));
    }
}
