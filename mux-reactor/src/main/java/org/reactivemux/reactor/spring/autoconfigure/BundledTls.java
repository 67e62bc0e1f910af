package org.reactivemux.reactor.spring.autoconfigure;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.netty.tcp.TcpSslContextSpec;

/** A bundle of Spring Boot as Reactor Netty has TLS set up, of which no other class here knows. */
final class BundledTls {
    private final SslBundle bundle;

    BundledTls(SslBundle bundle) {
        this.bundle = bundle;
    }

    MuxServer addedTo(MuxServer server, ClientCertificate wanted) {
        SslManagerBundle managers = bundle.getManagers();
        GenericSslContextSpec<?> settings = TcpSslContextSpec.forServer(managers.getKeyManagerFactory())
                .configure(tls -> {
                    tls.trustManager(managers.getTrustManagerFactory()).clientAuth(asNettyHasIt(wanted));
                    setOptions(tls);
                });
        return server.secure(spec -> spec.sslContext(settings));
    }

    MuxClient addedTo(MuxClient client) {
        SslManagerBundle managers = bundle.getManagers();
        GenericSslContextSpec<?> settings = TcpSslContextSpec.forClient().configure(tls -> {
            tls.trustManager(managers.getTrustManagerFactory()).keyManager(managers.getKeyManagerFactory());
            setOptions(tls);
        });
        return client.secure(spec -> spec.sslContext(settings));
    }

    private void setOptions(SslContextBuilder tls) {
        SslOptions options = bundle.getOptions();
        if (options.getEnabledProtocols() != null) {
            tls.protocols(options.getEnabledProtocols());
        }
        if (options.getCiphers() != null) {
            tls.ciphers(SslOptions.asSet(options.getCiphers()));
        }
    }

    private static ClientAuth asNettyHasIt(ClientCertificate wanted) {
        return switch (wanted) {
            case NONE -> ClientAuth.NONE;
            case WANT -> ClientAuth.OPTIONAL;
            case NEED -> ClientAuth.REQUIRE;
        };
    }
}
