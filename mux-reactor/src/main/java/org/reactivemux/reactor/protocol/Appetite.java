package org.reactivemux.reactor.protocol;

/**
 * How many messages a writer is asked for (docs/protocol.md, S-6): never more than the peer has credit for, nor than the
 * window will probably hold, going by the size of the recent ones. What was asked for and has not come yet counts.
 */
final class Appetite {
    /** A writer of small messages that has them at once is asked for this many at a time at the most. */
    private static final int LARGEST = 64;

    /** One that lets wait for them, such as on another thread: handing over costs more than keeping them. */
    private static final int LARGEST_IN_ADVANCE = 256;

    /** As long as nothing is known of the messages' size, and only if the peer asked for messages by number. */
    private static final int FIRST = 8;

    /** However large the window: what one batch can take away at once. */
    private static final int MOST_QUEUED_BYTES = 256 << 10;

    private int asked;
    private int recentSize;

    /**
     * How many more to ask for, which is then counted as asked.
     *
     * @param window the bytes the peer would still take
     * @param queuedBytes those that wait already
     * @param queued the messages that wait already
     * @param credit the messages the peer would take beside those
     * @param unbounded whether the peer would take any number
     */
    int more(int window, long queuedBytes, int queued, int credit, boolean unbounded) {
        long room = Math.min(window, MOST_QUEUED_BYTES) - queuedBytes;
        if (room <= 0) {
            return 0;
        }
        int fitting = fitting(room, unbounded) - queued;
        int more = Math.min(fitting, credit) - asked;
        boolean worthwhile = asked <= fitting / 4 || credit <= fitting;
        if (more <= 0 || !worthwhile) {
            return 0;
        }
        asked += more;
        return more;
    }

    private int fitting(long room, boolean unbounded) {
        if (recentSize == 0) {
            return unbounded ? 1 : FIRST;
        }
        int largest = asked == 0 ? LARGEST : LARGEST_IN_ADVANCE;
        return (int) Math.min(largest, Math.max(1, room / recentSize));
    }

    /** Whether the writer was asked for messages that have not come. */
    boolean isWaiting() {
        return asked > 0;
    }

    /** A message has come; the estimate follows larger ones at once and smaller ones slowly. */
    void got(int bytes) {
        asked = Math.max(0, asked - 1);
        recentSize = Math.max(Math.max(1, bytes), recentSize - recentSize / 8);
    }
}
