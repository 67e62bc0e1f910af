package org.reactivemux.samples.cli;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.util.Optional;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.samples.cli.forward.HostAndPort;
import org.reactivemux.samples.cli.forward.TcpTransport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a server listens, and over TCP for whom: those with a certificate, or everybody if that is said. */
final class ServerEndpoint {
    @Mixin
    private final Addresses addresses = new Addresses();

    @Mixin
    private final TlsFiles tls = new TlsFiles();

    @Option(
            names = "--anyone",
            description =
                    "Over TCP: let in whoever can reach the port. With --tls-cert nobody on the way can read along; "
                            + "without it everybody there can. Default: those who show a certificate of --tls-ca.")
    private boolean anyone;

    MuxServer server() throws IOException {
        addresses.requireAny();
        MuxServer server = MuxServer.create();
        Optional<String> socket = addresses.socket();
        if (socket.isPresent()) {
            server = server.unix(socket.get());
        }
        Optional<HostAndPort> tcp = addresses.tcp();
        if (tcp.isPresent()) {
            server = onTcp(server, tcp.get());
        } else if (anyone || tls.anyGiven()) {
            throw new UsageException(
                    "--anyone and --tls-... are for --tcp: on a Unix socket the kernel says who it is");
        }
        Optional<Transport> transport = addresses.transport();
        return transport.isPresent() ? server.transport(transport.get()) : server;
    }

    private MuxServer onTcp(MuxServer server, HostAndPort at) throws IOException {
        boolean certified = tls.identityIsGiven();
        if (anyone && tls.trustIsGiven()) {
            throw new UsageException("--anyone and --tls-ca exclude each other");
        }
        if (!anyone && !(certified && tls.trustIsGiven())) {
            throw new UsageException("who may connect over TCP? --tls-cert, --tls-key and --tls-ca let in those with a "
                    + "certificate, --anyone lets in everybody");
        }
        MuxServer listening = anyone
                ? server.tcp(at.host(), at.port(), PeerAuthoriser.anyone())
                : server.tcp(at.host(), at.port(), PeerAuthoriser.certified());
        if (!certified) {
            return listening;
        }
        SslContextBuilder context = tls.ofServer();
        SslContext secured = tls.trusting(anyone ? context : context.clientAuth(ClientAuth.REQUIRE));
        return listening.secure(spec -> spec.sslContext(secured));
    }

    TcpTransport tcpTransport() {
        return addresses.tcpTransport();
    }
}
