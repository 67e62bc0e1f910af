package org.reactivemux.samples.cli;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.samples.cli.forward.HostAndPort;
import org.reactivemux.samples.cli.forward.TcpTransport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The one server that a command connects to: over TCP by TLS, unless it is said that it has none. */
final class ClientEndpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Mixin
    private final Addresses addresses = new Addresses();

    @Mixin
    private final TlsFiles tls = new TlsFiles();

    @Option(
            names = "--no-tls",
            description = "Over TCP: do without TLS, so that whoever is on the way can read and change what is said. "
                    + "Default: the server must show a certificate of --tls-ca, or one that the Java platform trusts.")
    private boolean withoutTls;

    MuxClient client() throws IOException {
        addresses.requireOne();
        Optional<HostAndPort> tcp = addresses.tcp();
        if (tcp.isEmpty() && (withoutTls || tls.anyGiven())) {
            throw new UsageException("--no-tls and --tls-... are for --tcp: on a Unix socket the kernel is the wire");
        }
        MuxClient client = tcp.isPresent()
                ? overTcp(tcp.get())
                : MuxClient.create().unix(addresses.socket().orElseThrow());
        return addresses.transport().map(client::transport).orElse(client);
    }

    private MuxClient overTcp(HostAndPort server) throws IOException {
        if (server.port() == 0) {
            throw new UsageException("nobody listens on port 0: --tcp=" + server);
        }
        MuxClient client = MuxClient.create().tcp(server.host(), server.port());
        if (withoutTls && tls.anyGiven()) {
            throw new UsageException("--no-tls and --tls-... exclude each other");
        }
        if (withoutTls) {
            return client;
        }
        SslContext secured = tls.trusting(tls.ofClient());
        return client.secure(spec -> spec.sslContext(secured));
    }

    /** Connects, and waits until the connection is there. */
    MuxConnection connect() throws IOException {
        return Objects.requireNonNull(client().connect().block(), "connected to nothing");
    }

    TcpTransport tcpTransport() {
        return addresses.tcpTransport();
    }

    /** Says good-bye and waits a moment until it is said, for the process may end right after. */
    static void leave(MuxConnection connection) {
        connection
                .shutdown(PATIENCE)
                .timeout(PATIENCE.multipliedBy(2))
                .onErrorComplete()
                .block();
    }

    /** The server's address, as people write it. */
    @Override
    public String toString() {
        return addresses.toString();
    }
}
