package org.reactivemux.reactor.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The bundles of the application, looked for only when a property names one. */
final class TlsBundles {
    private final ObjectProvider<SslBundles> bundles;

    TlsBundles(ObjectProvider<SslBundles> bundles) {
        this.bundles = bundles;
    }

    SslBundle find(String property, String name) {
        SslBundles known = bundles.getIfAvailable();
        if (known == null) {
            throw refusal(property, name, "the application has no SslBundles", null);
        }
        try {
            return known.getBundle(name);
        } catch (NoSuchSslBundleException unknown) {
            String names = String.join(", ", known.getBundleNames());
            throw refusal(property, name, "there is no such bundle; there are: " + names, unknown);
        }
    }

    private static InvalidConfigurationPropertyValueException refusal(
            String property, String name, String reason, @Nullable Throwable cause) {
        return new InvalidConfigurationPropertyValueException(property, name, reason, cause);
    }
}
