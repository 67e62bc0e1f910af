package org.reactivemux;

/** The peer cancelled its reading, so what was being sent has no reader any more. */
public final class ChannelStoppedException extends MuxException {
    private static final long serialVersionUID = 1L;

    /**
     * The peer wants no more.
     *
     * @param message which channel, and how the peer said so
     */
    public ChannelStoppedException(String message) {
        super(ErrorCode.CANCELLED, message, null);
    }
}
