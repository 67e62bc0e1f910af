package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.spring.MuxMessageHandler;
import org.reactivemux.reactor.spring.MuxStrategies;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.handler.annotation.reactive.MessageMappingMessageHandler;

/** Has {@code @MessageMapping} methods serve the channels of the {@link MuxServer}, if spring-messaging is there. */
@AutoConfiguration(after = {MuxServerAutoConfiguration.class, MuxStrategiesAutoConfiguration.class})
@ConditionalOnClass(MessageMappingMessageHandler.class)
@ConditionalOnBean(MuxServer.class)
public final class MuxMessagingAutoConfiguration {
    MuxMessagingAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MuxMessageHandler muxMessageHandler(MuxStrategies strategies) {
        MuxMessageHandler handler = new MuxMessageHandler();
        handler.setStrategies(strategies);
        return handler;
    }
}
