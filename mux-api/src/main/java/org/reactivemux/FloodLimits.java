package org.reactivemux;

/**
 * How much a peer may do that costs it next to nothing and leads to nothing, on one connection. Each limit is far above
 * what correct programs need; past it the connection ends with {@link ErrorCode#LIMIT_EXCEEDED}, and no other connection
 * notices. Immutable; each method returns a changed copy.
 *
 * @param resets channels a second that the peer opens and gives up before anything was sent to it on them, or opens in
 *     vain because they are refused. Default 10,000; at once it may be two seconds' worth, or twice {@code maxChannels}
 *     if that is more, for a correct peer may cancel all that it has at once. Clients that hedge or give up early at rates of
 *     hundreds of thousands of channels a second need more
 * @param pings PINGs a second, and PONGs that answer none. Default 100, and ten seconds' worth at once: peers ask for a
 *     sign of life every few seconds, a few measure the round trip every few milliseconds
 * @param grants FLOW_CONTROL frames a second beyond two for each DATA frame sent to the peer and for each channel.
 *     Default 100,000, and as many at once: a reader has something to grant when it has read, opened or requested
 * @param emptyMessages empty messages a second that come for a reader who has gone, beyond the 262,144 that sockets and
 *     queues may hold when it goes. Default 65,536, and four seconds' worth at once
 * @param unreadPlainMessages the messages of a plain peer that may wait for their readers at a time; reading refunds
 *     them. At least two for each of {@code maxChannels} may. Default 1,048,576, some 80 MB of memory if they are empty: the plain dialect has no credit to bound them
 * @param answerBacklog the bytes of answers that may wait because the peer asks faster than it reads, or 192 for each of
 *     {@code maxChannels} if that is more. Default 1 MiB: many times what the socket holds
 */
public record FloodLimits(
        int resets, int pings, int grants, int emptyMessages, int unreadPlainMessages, int answerBacklog) {
    private static final FloodLimits DEFAULTS = new FloodLimits(10_000, 100, 100_000, 65_536, 1_048_576, 1 << 20);

    /** A hello of the largest size must find room for its answer. */
    private static final int SMALLEST_BACKLOG = 8_192;

    /**
     * Checks each limit: rates and counts are at least 1, the backlog at least 8,192 bytes.
     *
     * @param resets as above
     * @param pings as above
     * @param grants as above
     * @param emptyMessages as above
     * @param unreadPlainMessages as above
     * @param answerBacklog as above
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public FloodLimits {
        requirePositive(resets, "resets");
        requirePositive(pings, "pings");
        requirePositive(grants, "grants");
        requirePositive(emptyMessages, "emptyMessages");
        requirePositive(unreadPlainMessages, "unreadPlainMessages");
        if (answerBacklog < SMALLEST_BACKLOG) {
            throw new IllegalArgumentException("answerBacklog is at least 8,192 bytes, not " + answerBacklog);
        }
    }

    private static void requirePositive(int value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " is at least 1, not " + value);
        }
    }

    /**
     * The values given above.
     *
     * @return the default limits
     */
    public static FloodLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Sets {@link #resets()}.
     *
     * @param value as described at {@link FloodLimits}
     * @return a changed copy
     */
    public FloodLimits withResets(int value) {
        return new FloodLimits(value, pings, grants, emptyMessages, unreadPlainMessages, answerBacklog);
    }

    /**
     * Sets {@link #pings()}.
     *
     * @param value as described at {@link FloodLimits}
     * @return a changed copy
     */
    public FloodLimits withPings(int value) {
        return new FloodLimits(resets, value, grants, emptyMessages, unreadPlainMessages, answerBacklog);
    }

    /**
     * Sets {@link #grants()}.
     *
     * @param value as described at {@link FloodLimits}
     * @return a changed copy
     */
    public FloodLimits withGrants(int value) {
        return new FloodLimits(resets, pings, value, emptyMessages, unreadPlainMessages, answerBacklog);
    }

    /**
     * Sets {@link #emptyMessages()}.
     *
     * @param value as described at {@link FloodLimits}
     * @return a changed copy
     */
    public FloodLimits withEmptyMessages(int value) {
        return new FloodLimits(resets, pings, grants, value, unreadPlainMessages, answerBacklog);
    }

    /**
     * Sets {@link #unreadPlainMessages()}.
     *
     * @param value as described at {@link FloodLimits}
     * @return a changed copy
     */
    public FloodLimits withUnreadPlainMessages(int value) {
        return new FloodLimits(resets, pings, grants, emptyMessages, value, answerBacklog);
    }

    /**
     * Sets {@link #answerBacklog()}.
     *
     * @param value as described at {@link FloodLimits}
     * @return a changed copy
     */
    public FloodLimits withAnswerBacklog(int value) {
        return new FloodLimits(resets, pings, grants, emptyMessages, unreadPlainMessages, value);
    }
}
