package org.reactivemux;

/** The peer's dialect has no way to do what was asked; nothing was sent. */
public final class UnsupportedByPeerException extends MuxException {
    private static final long serialVersionUID = 1L;

    /**
     * Something the peer cannot do.
     *
     * @param message what, and why not
     */
    public UnsupportedByPeerException(String message) {
        super(ErrorCode.UNSUPPORTED, message, null);
    }
}
