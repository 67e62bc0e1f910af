package org.reactivemux.reactor.transport;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/** Where a Unix socket is: a file, or on Linux a name without one. */
public sealed interface UnixAddress {

    /**
     * A socket file.
     *
     * @param path as the user wrote it
     */
    record File(Path path) implements UnixAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * An abstract name, which vanishes with its server.
     *
     * @param name without the {@code @}
     */
    record Abstract(String name) implements UnixAddress {
        @Override
        public String toString() {
            return "@" + name;
        }
    }

    /**
     * Reads an address as users write it.
     *
     * @param text a path, or {@code @} and an abstract name
     * @return the address
     */
    static UnixAddress of(String text) {
        if (text.equals("@")) {
            throw new EndpointException(Reason.OTHER, "an abstract name has a name behind the @", null);
        }
        if (text.startsWith("@")) {
            return new Abstract(text.substring(1));
        }
        try {
            return new File(Path.of(text));
        } catch (InvalidPathException e) {
            throw new EndpointException(Reason.OTHER, "not a path: " + e.getMessage(), e);
        }
    }

    /**
     * The address of a socket file.
     *
     * @param path the file
     * @return the address
     */
    static UnixAddress of(Path path) {
        return new File(path);
    }
}
