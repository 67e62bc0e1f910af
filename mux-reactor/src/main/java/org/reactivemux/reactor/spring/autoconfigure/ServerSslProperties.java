package org.reactivemux.reactor.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.MuxServer;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;

/**
 * TLS of a server, on all its TCP addresses.
 *
 * @param bundle which of spring.ssl.bundle has its certificate and key, and whom it trusts; without one there is no TLS.
 * @param clientAuth whether it asks clients for a certificate; by default need if the bundle has a trust store, else none.
 */
public record ServerSslProperties(
        @Nullable String bundle, @Nullable ClientCertificate clientAuth) {

    MuxServer addedTo(MuxServer server, TlsBundles bundles, String prefix) {
        if (bundle == null) {
            require(clientAuth == null, prefix + ".client-auth", clientAuth, "without TLS there are no certificates");
            return server;
        }
        SslBundle found = bundles.find(prefix + ".bundle", bundle);
        require(found.getStores().getKeyStore() != null, prefix + ".bundle", bundle, "has no certificate of a server");
        return new BundledTls(found).addedTo(server, wanted(found, prefix + ".client-auth"));
    }

    /** Without a trust store whoever has a certificate of any public authority would be let in. */
    private ClientCertificate wanted(SslBundle found, String property) {
        boolean knowsWhomToTrust = found.getStores().getTrustStore() != null;
        if (clientAuth == null) {
            return knowsWhomToTrust ? ClientCertificate.NEED : ClientCertificate.NONE;
        }
        require(
                knowsWhomToTrust || clientAuth == ClientCertificate.NONE,
                property,
                clientAuth,
                "bundle '%s' has no trust store to say whose certificates are good".formatted(bundle));
        return clientAuth;
    }

    private static void require(boolean holds, String property, @Nullable Object value, String otherwise) {
        if (!holds) {
            throw new InvalidConfigurationPropertyValueException(property, value, otherwise);
        }
    }
}
