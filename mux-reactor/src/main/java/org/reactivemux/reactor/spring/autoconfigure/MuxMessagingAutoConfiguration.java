package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.spring.MuxMessageHandler;
import org.reactivemux.reactor.spring.MuxStrategies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.handler.annotation.reactive.MessageMappingMessageHandler;
import org.springframework.validation.Validator;
import org.springframework.web.method.ControllerAdviceBean;

/** Has {@code @MessageMapping} methods serve the channels of the {@link MuxServer}, if spring-messaging is there. */
@AutoConfiguration(after = {MuxServerAutoConfiguration.class, MuxStrategiesAutoConfiguration.class})
@ConditionalOnClass(MessageMappingMessageHandler.class)
@ConditionalOnBean(MuxServer.class)
public final class MuxMessagingAutoConfiguration {
    MuxMessagingAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    MuxMessageHandler muxMessageHandler(
            MuxStrategies strategies,
            ObjectProvider<Validator> validator,
            ObjectProvider<MuxMessageHandlerCustomizer> customizers) {
        MuxMessageHandler handler = new MuxMessageHandler();
        handler.setStrategies(strategies);
        validator.ifUnique(handler::setValidator);
        customizers.orderedStream().forEach(customizer -> customizer.customize(handler));
        return handler;
    }

    /** By itself, for what marks advice is a class of spring-web, to be looked for only where that is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ControllerAdviceBean.class)
    static class Advice {

        /** First, so that advice which the application adds itself comes after that which it has declared. */
        @Bean
        @Order(0)
        MuxMessageHandlerCustomizer controllerAdviceMuxMessageHandlerCustomizer(ApplicationContext application) {
            return handler -> ControllerAdviceBean.findAnnotatedBeans(application)
                    .forEach(advice -> handler.registerMessagingAdvice(new ExceptionAdvice(advice)));
        }
    }
}
