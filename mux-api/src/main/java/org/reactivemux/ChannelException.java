package org.reactivemux;

/**
 * A channel was ended by an error of one of its two programs. Handlers and publishers may fail with one of their own:
 * its code and message are what the peer sees.
 */
public class ChannelException extends MuxException {
    private static final long serialVersionUID = 1L;

    /**
     * An error that ends a channel.
     *
     * @param code what happened, for programs
     * @param message what happened, for people
     */
    public ChannelException(ErrorCode code, String message) {
        super(code, message, null);
    }
}
