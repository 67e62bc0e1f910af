package org.reactivemux.reactor.fault;

import org.reactivemux.reactor.Eventually;

/**
 * Application code that does not give its event loop back before it is lifted. It spins, for the means of waiting are
 * what a detector of blocking calls forbids on such a thread.
 */
final class Blockage implements AutoCloseable {
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private volatile boolean begun;
    private volatile boolean lifted;

    /** Called on the loop. */
    void stand() {
        long start = System.nanoTime();
        begun = true;
        while (!lifted) {
            if (System.nanoTime() - start > LONGEST_NANOS) {
                throw new IllegalStateException("nobody lifts the blockage");
            }
        }
    }

    void awaitBegin() {
        Eventually.assertThatSoon(() -> begun, yes -> yes, "the loop is blocked");
    }

    /** Lets the loop go on. */
    void end() {
        lifted = true;
    }

    @Override
    public void close() {
        end();
    }
}
