package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.MuxConnection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of server and connection, as {@code muxServer} and {@code muxClient}, if spring-boot-health is there. */
@AutoConfiguration(after = {MuxServerAutoConfiguration.class, MuxClientAutoConfiguration.class})
@ConditionalOnClass(ReactiveHealthIndicator.class)
public final class MuxHealthAutoConfiguration {
    MuxHealthAutoConfiguration() {}

    /** By itself, for its last condition is a class of spring-boot-health, to be looked for only where that is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnEnabledHealthIndicator("mux")
    static class Indicators {

        @Bean
        @ConditionalOnBean(MuxServerLifecycle.class)
        @ConditionalOnMissingBean(name = "muxServerHealthIndicator")
        ReactiveHealthIndicator muxServerHealthIndicator(MuxServerLifecycle server) {
            return new MuxServerHealthIndicator(server);
        }

        @Bean
        @ConditionalOnBean(MuxConnection.class)
        @ConditionalOnMissingBean(name = "muxClientHealthIndicator")
        ReactiveHealthIndicator muxClientHealthIndicator(MuxConnection connection) {
            return new MuxClientHealthIndicator(connection);
        }
    }
}
