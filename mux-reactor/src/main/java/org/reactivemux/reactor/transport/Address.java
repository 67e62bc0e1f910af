package org.reactivemux.reactor.transport;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/** Where a server is: a socket file, on Linux a name without one, or a port of a host. */
public sealed interface Address {

    /**
     * A socket file.
     *
     * @param path as the user wrote it
     */
    record File(Path path) implements Address {
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
    record Abstract(String name) implements Address {
        @Override
        public String toString() {
            return "@" + name;
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name, or an address of IPv4 or IPv6
     * @param port 0 to 65,535, where 0 is any that is free
     */
    record Tcp(String host, int port) implements Address {
        private static final int LARGEST_PORT = 0xFFFF;

        /**
         * Checks what can be checked without asking anybody.
         *
         * @param host as above
         * @param port as above
         * @throws IllegalArgumentException if the host is empty or the port out of its range
         */
        public Tcp {
            if (host.isBlank()) {
                throw new IllegalArgumentException("the host is empty");
            }
            if (port < 0 || port > LARGEST_PORT) {
                throw new IllegalArgumentException("a port is 0 to 65,535, not " + port);
            }
        }

        /** The address with a name that is still to be looked up, which can take its time. */
        InetSocketAddress unresolved() {
            return InetSocketAddress.createUnresolved(host, port);
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * Reads the address of a Unix socket as users write it.
     *
     * @param text a path, or {@code @} and an abstract name
     * @return the address
     */
    static Address unix(String text) {
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
    static Address unix(Path path) {
        return new File(path);
    }

    /**
     * The address of a TCP port.
     *
     * @param host a name, or an address of IPv4 or IPv6
     * @param port 0 to 65,535
     * @return the address
     * @throws IllegalArgumentException if the host is empty or the port out of its range
     */
    static Address tcp(String host, int port) {
        return new Tcp(host, port);
    }
}
