package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import java.util.Optional;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxRouter;
import org.reactivemux.reactor.MuxServer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * A {@link MuxServer} if {@code mux.server.addresses} says where, or a bean, with all {@code MuxHandler} and
 * {@code MuxObserver} beans, and its lifecycle.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "mux.server.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MuxServerProperties.class)
public final class MuxServerAutoConfiguration {
    MuxServerAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnAddress.class)
    MuxServer muxServer(
            MuxServerProperties properties,
            ListableBeanFactory beans,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<MuxRouter> router,
            ObjectProvider<MuxObserver> observers,
            ObjectProvider<MuxServerCustomizer> customizers) {
        MuxServer server = new HandlerBeans(beans).addedTo(properties.configured(new TlsBundles(bundles)));
        MuxRouter others = router.getIfAvailable();
        if (others != null) {
            server = server.route(others);
        }
        for (MuxObserver observer : observers.orderedStream().toList()) {
            server = server.observe(observer);
        }
        for (MuxServerCustomizer customizer : customizers.orderedStream().toList()) {
            server = customizer.customize(server);
        }
        return server;
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(MuxServer.class)
    MuxServerLifecycle muxServerLifecycle(MuxServer server, MuxServerProperties properties, Environment environment) {
        Duration grace = Optional.ofNullable(properties.shutdownGrace()).orElseGet(() -> ShutdownGrace.of(environment));
        return new MuxServerLifecycle(server, grace);
    }

    /** Matches if there is an address to listen on. */
    static final class OnAddress extends OnPropertyListCondition {
        OnAddress() {
            super("mux.server.addresses", () -> ConditionMessage.forCondition("address of a mux server"));
        }
    }
}
