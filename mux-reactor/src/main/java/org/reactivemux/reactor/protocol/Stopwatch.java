package org.reactivemux.reactor.protocol;

/**
 * Adds up how long something lasts, each time that it does. One word holds all of it, so that another thread, which may
 * look at any moment, never sees it half changed.
 */
final class Stopwatch {
    /** Twice the sum so far, less the time it was started at while it runs, which the lowest bit tells. */
    private long word;

    boolean isRunning() {
        return isRunning(word);
    }

    private static boolean isRunning(long word) {
        return (word & 1) == 1;
    }

    /** Lets it run or stand from now on, be it that it does already. */
    void run(boolean on, long now) {
        long before = word;
        if (isRunning(before) != on) {
            long sum = on ? (before >> 1) - now : (before >> 1) + now;
            word = sum << 1 | (on ? 1 : 0);
        }
    }

    /** The sum up to now; what wraps does so alike in the time and in the word. */
    long read(long now) {
        long seen = word;
        long sum = isRunning(seen) ? (seen >> 1) + now : seen >> 1;
        return Math.max(0, sum << 1 >> 1);
    }
}
