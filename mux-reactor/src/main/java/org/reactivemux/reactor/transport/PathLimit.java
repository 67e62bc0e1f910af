package org.reactivemux.reactor.transport;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/**
 * How long the path of a socket may be for one transport. It counts for the path as it was written: a relative one is
 * never made longer.
 *
 * @param transport the transport's name, for people
 * @param bytes the longest path that it can bind and connect, in bytes
 */
record PathLimit(String transport, int bytes) {

    /** Refuses a path that the transport cannot take. */
    void check(Path path) {
        int length = lengthOf(path);
        if (length > bytes) {
            throw tooLong("the path %s has %d bytes".formatted(path, length));
        }
    }

    /** Refuses a target whose directory leaves no room for the name under which its socket is bound first. */
    void checkPrivateName(Path privateName, Path target) {
        int length = lengthOf(privateName);
        if (length > bytes) {
            throw tooLong("the directory of %s is too long: the private name in it that is bound first has %d bytes"
                    .formatted(target, length));
        }
    }

    private EndpointException tooLong(String what) {
        String limit = "over the %d that the %s transport takes".formatted(bytes, transport);
        return new EndpointException(Reason.PATH_TOO_LONG, what + ", " + limit, null);
    }

    private static int lengthOf(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
