package org.reactivemux;

/** A channel was not accepted, by the peer or by a limit on this side. Nothing of it was processed. */
public final class ChannelRefusedException extends MuxException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param code {@link ErrorCode#REFUSED} where another try may succeed
     * @param message the refuser's reason
     */
    public ChannelRefusedException(ErrorCode code, String message) {
        super(code, message, null);
    }

    /**
     * Whether to try again.
     *
     * @return true for {@link ErrorCode#REFUSED}; a missing handler will still be missing
     */
    @Override
    public boolean retrySafe() {
        return code().equals(ErrorCode.REFUSED);
    }
}
