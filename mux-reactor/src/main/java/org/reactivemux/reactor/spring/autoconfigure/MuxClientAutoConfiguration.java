package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.MuxConnection;
import org.reactivemux.MuxObserver;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.ReconnectOptions;
import org.reactivemux.reactor.spring.MuxRequester;
import org.reactivemux.reactor.spring.MuxStrategies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/**
 * A {@link MuxClient} if {@code mux.client.address} says whose, or a bean, a {@link MuxConnection} that
 * re-establishes itself, and a requester.
 */
@AutoConfiguration(after = MuxStrategiesAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "mux.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MuxClientProperties.class)
public final class MuxClientAutoConfiguration {
    MuxClientAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("mux.client.address")
    MuxClient muxClient(
            MuxClientProperties properties,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<MuxObserver> observers,
            ObjectProvider<MuxClientCustomizer> customizers) {
        MuxClient client = properties.configured(new TlsBundles(bundles));
        for (MuxObserver observer : observers.orderedStream().toList()) {
            client = client.observe(observer);
        }
        for (MuxClientCustomizer customizer : customizers.orderedStream().toList()) {
            client = customizer.customize(client);
        }
        return client;
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(MuxClient.class)
    ReconnectOptions muxReconnectOptions(MuxClientProperties properties) {
        return properties.reconnecting();
    }

    @Bean
    @ConditionalOnMissingBean(MuxConnection.class)
    @ConditionalOnBean(MuxClient.class)
    MuxConnectionFactory muxConnection(MuxClient client, ReconnectOptions how, MuxClientProperties properties) {
        return new MuxConnectionFactory(client, how, properties.shutdownGrace());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(MuxConnection.class)
    MuxRequester muxRequester(MuxConnection connection, MuxStrategies strategies) {
        return MuxRequester.create(connection, strategies);
    }
}
