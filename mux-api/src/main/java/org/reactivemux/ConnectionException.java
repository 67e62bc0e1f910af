package org.reactivemux;

import org.jspecify.annotations.Nullable;

/** The connection ended; every direction of a channel that was still open on it fails with this. */
public class ConnectionException extends MuxException {
    private static final long serialVersionUID = 1L;

    /**
     * The end of a connection.
     *
     * @param code why
     * @param message why, for people: the peer's own words if it said any
     * @param cause what the transport reported, or null
     */
    public ConnectionException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
