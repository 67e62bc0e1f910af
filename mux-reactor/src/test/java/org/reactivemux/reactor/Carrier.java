package org.reactivemux.reactor;

import java.nio.file.Path;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;

/** What carries the connections of a test: a transport, and the kind of address. */
public enum Carrier {
    EPOLL(Transport.EPOLL),
    IO_URING(Transport.IO_URING),
    NIO(Transport.NIO),
    /** The first transport that is there. */
    TCP(TransportsHere.first()),
    /** The same with TLS. */
    TLS(TransportsHere.first());

    /** Nobody listens there, so that whoever connects before a server has told its port is refused. */
    private static final int NOBODYS_PORT = 1;

    private final Transport transport;

    Carrier(Transport transport) {
        this.transport = transport;
    }

    static Carrier ofUnixSockets(Transport transport) {
        return valueOf(transport.name());
    }

    Transport transport() {
        return transport;
    }

    /** Has the server listen: on the path, or on a port of its own. */
    MuxServer on(MuxServer server, Path path) {
        return switch (this) {
            case EPOLL, IO_URING, NIO -> server.unix(path);
            case TCP -> server.tcp(Certificates.HOST, 0, PeerAuthoriser.anyone());
            case TLS ->
                server.tcp(Certificates.HOST, 0, PeerAuthoriser.anyone()).secure(Certificates.ofServer());
        };
    }

    /** Has the client connect there; a port is asked for when it does so. */
    MuxClient to(MuxClient client, Path path, Sockets sockets) {
        return switch (this) {
            case EPOLL, IO_URING, NIO -> client.unix(path);
            case TCP -> client.tcp(Certificates.HOST, sockets.port().orElse(NOBODYS_PORT));
            case TLS ->
                client.tcp(Certificates.HOST, sockets.port().orElse(NOBODYS_PORT))
                        .secure(Certificates.trustingServer());
        };
    }
}
