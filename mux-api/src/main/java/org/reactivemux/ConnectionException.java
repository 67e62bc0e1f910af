package org.reactivemux;

import org.jspecify.annotations.Nullable;

/** The connection ended; every direction of a channel that was still open on it fails with this. */
public class ConnectionException extends MuxException {
    private static final long serialVersionUID = 1L;

    /** Whether nothing was sent of what failed with this. */
    private final boolean unsent;

    /**
     * The end of a connection.
     *
     * @param code why
     * @param message why, for people: the peer's own words if it said any
     * @param cause what the transport reported, or null
     */
    public ConnectionException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, false);
    }

    private ConnectionException(ErrorCode code, String message, @Nullable Throwable cause, boolean unsent) {
        super(code, message, cause);
        this.unsent = unsent;
    }

    /**
     * What was asked of a connection that had ended before.
     *
     * @param code why it ended
     * @param message why it ended, for people
     * @param cause what it ended with, or null
     * @return an exception that is safe to retry, for nothing was sent
     */
    public static ConnectionException endedBefore(ErrorCode code, String message, @Nullable Throwable cause) {
        return new ConnectionException(code, message, cause, true);
    }

    /**
     * Whether to try again, on another connection.
     *
     * @return true only if the connection had ended before anything was sent, and there may be another
     */
    @Override
    public boolean retrySafe() {
        return unsent;
    }
}
