package org.reactivemux.reactor.micrometer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;

/** Values of tags, of which there are few, whatever numbers a peer sends. */
final class Codes {
    private static final String NONE = "NONE";
    private static final String APPLICATION = "APPLICATION";
    private static final String UNKNOWN = "UNKNOWN";

    private Codes() {}

    /** The name of the protocol's code; all codes of applications share one, and so do all that nobody knows. */
    static String of(@Nullable Throwable cause) {
        if (!(cause instanceof MuxException known)) {
            return NONE;
        }
        ErrorCode code = known.code();
        if (Integer.compareUnsigned(code.value(), ErrorCode.FIRST_APPLICATION_VALUE) >= 0) {
            return APPLICATION;
        }
        return code.isNamed() ? code.toString() : UNKNOWN;
    }

    static <E extends Enum<E>> String lowerCase(E value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
