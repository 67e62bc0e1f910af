package org.reactivemux.reactor.simulation;

import java.util.Random;

/** Random numbers that depend on a seed and a number only, not on when they are drawn. */
final class Seeds {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    static Random random(long seed, int number) {
        return new Random((seed + GOLDEN) * GOLDEN + number * 0xBF58476D1CE4E5B9L);
    }
}
