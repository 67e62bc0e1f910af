package org.reactivemux;

import org.jspecify.annotations.Nullable;

/**
 * Something went wrong on a connection or a channel. Of an error that ends a channel, exactly {@link #code()} and the
 * message travel to the peer.
 */
public abstract class MuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The code's value; the code itself is not serializable. */
    private final int code;

    /**
     * For the exceptions of this package and for those of applications.
     *
     * @param code what happened, for programs
     * @param message what happened, for people; at most 4,092 bytes of UTF-8 travel
     * @param cause what led to it, or null; it never travels
     */
    protected MuxException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code.value();
    }

    /**
     * What happened, for programs.
     *
     * @return the code that travels on the wire
     */
    public final ErrorCode code() {
        return new ErrorCode(code);
    }

    /**
     * The message for people.
     *
     * @return never null
     */
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? code().toString() : message;
    }

    /**
     * Whether the peer's program has certainly processed nothing of what failed, so that doing it again does it once. On
     * the same connection that may be in vain: one that has ended fails whatever is asked of it, and does so at once. Only
     * one that re-establishes itself is worth asking again, and when its own user has closed it, what fails with that is not
     * safe to retry.
     *
     * @return false unless that is certain
     */
    public boolean retrySafe() {
        return false;
    }
}
