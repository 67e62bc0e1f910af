package org.reactivemux;

/** A message was not sent because the peer does not take one of its size; the publisher of it was cancelled. */
public final class MessageTooLargeException extends MuxException {
    private static final long serialVersionUID = 1L;

    /** The message's size, in bytes. */
    private final long size;

    /** What the peer takes, in bytes. */
    private final long limit;

    /**
     * A message that cannot be sent.
     *
     * @param size the message's size in bytes
     * @param limit what the peer takes, in bytes
     * @param advice the way out, named by its option
     */
    public MessageTooLargeException(long size, long limit, String advice) {
        super(
                ErrorCode.MESSAGE_TOO_LARGE,
                "a message of %,d bytes is over the %,d that the peer takes; %s".formatted(size, limit, advice),
                null);
        this.size = size;
        this.limit = limit;
    }

    /**
     * The message's size.
     *
     * @return bytes
     */
    public long size() {
        return size;
    }

    /**
     * The largest message that would have been sent.
     *
     * @return bytes
     */
    public long limit() {
        return limit;
    }
}
