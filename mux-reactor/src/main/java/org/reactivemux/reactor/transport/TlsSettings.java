package org.reactivemux.reactor.transport;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.reactor.protocol.Nanos;
import reactor.core.Exceptions;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.SslProvider.SslContextSpec;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** TLS as Reactor Netty has it set up, built at once so that a mistake shows where it was made. */
public final class TlsSettings {
    private TlsSettings() {}

    /**
     * What the Java platform trusts, and no certificate of one's own.
     *
     * @return for a client
     */
    public static SslProvider client() {
        return built(() -> TcpClient.create().secure().configuration().sslProvider());
    }

    /**
     * What the user sets up for a client.
     *
     * @param spec sets it up
     * @return for a client
     * @throws EndpointException if TLS does not take it so
     */
    public static SslProvider client(Consumer<? super SslContextSpec> spec) {
        return built(() -> TcpClient.create().secure(spec).configuration().sslProvider());
    }

    /**
     * What the user sets up for a server.
     *
     * @param spec sets it up
     * @return for a server
     * @throws EndpointException if TLS does not take it so
     */
    public static SslProvider server(Consumer<? super SslContextSpec> spec) {
        return built(() -> TcpServer.create().secure(spec).configuration().sslProvider());
    }

    /** A handshake has no more time than that of the protocol above it, however long the settings would wait. */
    static void bound(Channel channel, Duration patience) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            long known = tls.getHandshakeTimeoutMillis(); // 0 is for ever
            tls.setHandshakeTimeoutMillis(Math.min(known > 0 ? known : Long.MAX_VALUE, Nanos.inMillis(patience)));
        }
    }

    private static SslProvider built(Supplier<@Nullable SslProvider> settings) {
        try {
            return Objects.requireNonNull(settings.get(), "TLS settings");
        } catch (RuntimeException e) {
            if (Exceptions.unwrap(e) instanceof SSLException mistake) {
                String text = "TLS cannot be set up: " + TlsFailure.inWords(mistake);
                throw new EndpointException(Reason.TLS, text, mistake);
            }
            throw e;
        }
    }
}
