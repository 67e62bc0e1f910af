package org.reactivemux;

/**
 * What compression has done on one connection so far. Messages that went as they are do not count.
 *
 * @param sentFrom bytes of the messages that were compressed to be sent, as their publishers gave them
 * @param sentTo the bytes that became of them
 * @param receivedFrom bytes of the compressed messages that were delivered, as they came
 * @param receivedTo the bytes that their readers got
 */
public record CompressionSnapshot(long sentFrom, long sentTo, long receivedFrom, long receivedTo) {
    /** Nothing yet. */
    public static final CompressionSnapshot NONE = new CompressionSnapshot(0, 0, 0, 0);

    /**
     * What was done on both of two connections.
     *
     * @param other the other connection's
     * @return the sums
     */
    public CompressionSnapshot plus(CompressionSnapshot other) {
        return new CompressionSnapshot(
                sentFrom + other.sentFrom,
                sentTo + other.sentTo,
                receivedFrom + other.receivedFrom,
                receivedTo + other.receivedTo);
    }
}
