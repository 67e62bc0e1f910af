package org.reactivemux.samples.cli;

import java.util.SplittableRandom;

/** Messages of pseudo-random sizes and bytes; equal seeds give equal messages. For one thread at a time. */
final class RandomMessages {
    private static final int LARGEST = 8_192;

    private final SplittableRandom random;
    private long count;

    RandomMessages(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The next message, of 1 to 8,192 bytes, in an array of its own. */
    byte[] next() {
        count++;
        byte[] message = new byte[1 + random.nextInt(LARGEST)];
        random.nextBytes(message);
        return message;
    }

    /** How many there were so far. */
    long count() {
        return count;
    }
}
