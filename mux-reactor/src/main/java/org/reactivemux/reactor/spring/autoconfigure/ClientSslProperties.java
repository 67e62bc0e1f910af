package org.reactivemux.reactor.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.MuxClient;

/**
 * TLS of a client, at a TCP address.
 *
 * @param bundle which of spring.ssl.bundle says whom it trusts, and has its own certificate if the server asks for one;
 *     without a bundle there is no TLS.
 */
public record ClientSslProperties(@Nullable String bundle) {

    MuxClient addedTo(MuxClient client, TlsBundles bundles, String prefix) {
        return bundle == null ? client : new BundledTls(bundles.find(prefix + ".bundle", bundle)).addedTo(client);
    }
}
