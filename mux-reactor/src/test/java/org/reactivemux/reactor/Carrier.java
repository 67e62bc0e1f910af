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
    /** The same with TLS, where the server shows a certificate and lets in anyone. */
    TLS(TransportsHere.first()),
    /** The same where the client shows one too, and nobody is let in without. */
    MUTUAL_TLS(TransportsHere.first());

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
            case TCP, TLS, MUTUAL_TLS -> on(server, 0);
        };
    }

    /** Has the server listen on that port. */
    MuxServer on(MuxServer server, int port) {
        return switch (this) {
            case EPOLL, IO_URING, NIO -> throw new IllegalStateException(this + " has no ports");
            case TCP -> server.tcp(Certificates.HOST, port, PeerAuthoriser.anyone());
            case TLS ->
                server.tcp(Certificates.HOST, port, PeerAuthoriser.anyone()).secure(Certificates.ofServer());
            case MUTUAL_TLS -> server.tcp(Certificates.HOST, port).secure(Certificates.ofServerThatAsksClients());
        };
    }

    /** Has the client connect there; a port is asked for when it does so. */
    MuxClient to(MuxClient client, Path path, Sockets sockets) {
        return switch (this) {
            case EPOLL, IO_URING, NIO -> client.unix(path);
            case TCP -> overTcp(client, sockets);
            case TLS -> overTcp(client, sockets).secure(Certificates.trustingServer());
            case MUTUAL_TLS -> overTcp(client, sockets).secure(Certificates.ofAlice());
        };
    }

    private static MuxClient overTcp(MuxClient client, Sockets sockets) {
        return client.tcp(Certificates.HOST, sockets.port().orElse(NOBODYS_PORT));
    }
}
