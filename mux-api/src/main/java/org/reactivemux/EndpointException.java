package org.reactivemux;

import org.jspecify.annotations.Nullable;

/** An address cannot be listened on or connected to. The message is one line that a person can act on. */
public final class EndpointException extends MuxException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the address. */
    public enum Reason {
        /** A live server listens there. */
        IN_USE,
        /** Something that is not a socket lies at the path; it was not touched. */
        NOT_A_SOCKET,
        /** The path is longer than the transport in use can bind or connect. */
        PATH_TOO_LONG,
        /** The operating system does not allow it. */
        PERMISSION_DENIED,
        /** The directory that should hold the socket does not exist. */
        NO_SUCH_DIRECTORY,
        /** Nothing listens there. */
        NO_SERVER,
        /** The server's queue of waiting connections stayed full. */
        BUSY,
        /** Nobody knows a host of that name. */
        UNKNOWN_HOST,
        /** There is no way to the host, or it does not answer. */
        UNREACHABLE,
        /** TLS could not be set up, or the two sides do not trust each other or have no version or cipher in common. */
        TLS,
        /** The transport in use does not know this kind of address. */
        UNSUPPORTED,
        /** Anything else; the cause tells. */
        OTHER
    }

    /** What is wrong with the address. */
    private final Reason reason;

    /**
     * An unusable address.
     *
     * @param reason what is wrong, for programs
     * @param message what is wrong, for people, with the address in it
     * @param cause what the operating system said, or null
     */
    public EndpointException(Reason reason, String message, @Nullable Throwable cause) {
        super(ErrorCode.ENDPOINT, message, cause);
        this.reason = reason;
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** Nothing was sent, so nothing can happen twice. */
    @Override
    public boolean retrySafe() {
        return true;
    }
}
