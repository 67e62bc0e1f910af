package org.reactivemux;

/**
 * Why a channel or a connection ended, as a number that travels on the wire. Values below {@code 0x1000} belong to the
 * protocol (docs/protocol.md, section 8), the others to applications. An unknown value is kept as it is.
 *
 * @param value the unsigned 32-bit number
 */
public record ErrorCode(int value) {
    /** No error: an end in good order. */
    public static final ErrorCode NONE = new ErrorCode(0);
    /** The peer broke a rule of the protocol. */
    public static final ErrorCode PROTOCOL_ERROR = new ErrorCode(1);
    /** The other side's program failed; its reason stays with it. */
    public static final ErrorCode INTERNAL = new ErrorCode(2);
    /** The stream was cut short by its own side. */
    public static final ErrorCode CANCELLED = new ErrorCode(3);
    /** A channel was not accepted and nothing of it was processed; trying again later or elsewhere is safe. */
    public static final ErrorCode REFUSED = new ErrorCode(4);
    /** A channel was not accepted because no handler has its name; trying again will not help. */
    public static final ErrorCode NO_HANDLER = new ErrorCode(5);
    /** A limit was exceeded. */
    public static final ErrorCode LIMIT_EXCEEDED = new ErrorCode(6);
    /** Something took longer than its limit. */
    public static final ErrorCode TIMEOUT = new ErrorCode(7);
    /** A message is larger than the receiver takes. */
    public static final ErrorCode MESSAGE_TOO_LARGE = new ErrorCode(8);
    /** The authoriser said no to the peer. */
    public static final ErrorCode UNAUTHORISED = new ErrorCode(9);
    /** The connection broke without a word from the peer. Never sent. */
    public static final ErrorCode CONNECTION_LOST = new ErrorCode(10);
    /** There is no endpoint there, or it cannot be used. Never sent. */
    public static final ErrorCode ENDPOINT = new ErrorCode(11);
    /** The peer's dialect has no way to say that. Never sent. */
    public static final ErrorCode UNSUPPORTED = new ErrorCode(12);

    /** The lowest value that applications may use for themselves. */
    public static final int FIRST_APPLICATION_VALUE = 0x1000;

    private static final String[] NAMES = {
        "NONE",
        "PROTOCOL_ERROR",
        "INTERNAL",
        "CANCELLED",
        "REFUSED",
        "NO_HANDLER",
        "LIMIT_EXCEEDED",
        "TIMEOUT",
        "MESSAGE_TOO_LARGE",
        "UNAUTHORISED",
        "CONNECTION_LOST",
        "ENDPOINT",
        "UNSUPPORTED"
    };

    /**
     * A code of an application's own.
     *
     * @param value at least {@link #FIRST_APPLICATION_VALUE} as an unsigned number
     * @return the code
     * @throws IllegalArgumentException if the value belongs to the protocol
     */
    public static ErrorCode application(int value) {
        if (Integer.compareUnsigned(value, FIRST_APPLICATION_VALUE) < 0) {
            throw new IllegalArgumentException("application error codes start at 0x1000, not 0x%x".formatted(value));
        }
        return new ErrorCode(value);
    }

    /**
     * Whether the code may stand only in place of a channel's acceptance.
     *
     * @return true for {@link #REFUSED} and {@link #NO_HANDLER}
     */
    public boolean isRefusal() {
        return equals(REFUSED) || equals(NO_HANDLER);
    }

    /**
     * Whether the protocol has a name for the value, of which there are few.
     *
     * @return false for the values of applications, and for those that nobody knows
     */
    public boolean isNamed() {
        return value >= 0 && value < NAMES.length;
    }

    @Override
    public String toString() {
        return isNamed() ? NAMES[value] : "0x" + Integer.toHexString(value);
    }
}
