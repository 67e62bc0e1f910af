package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.spring.MuxStrategies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import tools.jackson.databind.json.JsonMapper;

/** The codecs of typed exchanges; their JSON is that of the application's {@code JsonMapper}. */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
public final class MuxStrategiesAutoConfiguration {
    MuxStrategiesAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MuxStrategies muxStrategies(ObjectProvider<MuxStrategiesCustomizer> customizers) {
        MuxStrategies strategies = MuxStrategies.create();
        for (MuxStrategiesCustomizer customizer : customizers.orderedStream().toList()) {
            strategies = customizer.customize(strategies);
        }
        return strategies;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JsonMapper.class, JacksonJsonEncoder.class})
    static class Json {

        /** First, so that codecs which the application adds are asked before it. */
        @Bean
        @Order(0)
        @ConditionalOnBean(JsonMapper.class)
        MuxStrategiesCustomizer jacksonMuxStrategiesCustomizer(JsonMapper mapper) {
            return strategies ->
                    strategies.encoder(new JacksonJsonEncoder(mapper)).decoder(new JacksonJsonDecoder(mapper));
        }
    }
}
