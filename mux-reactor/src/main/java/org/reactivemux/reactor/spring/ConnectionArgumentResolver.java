package org.reactivemux.reactor.spring;

import org.reactivemux.MuxConnection;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.reactive.SyncHandlerMethodArgumentResolver;

/** Gives a method the connection that its caller uses, bare or as a requester. */
final class ConnectionArgumentResolver implements SyncHandlerMethodArgumentResolver {
    private final MuxStrategies strategies;

    ConnectionArgumentResolver(MuxStrategies strategies) {
        this.strategies = strategies;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == MuxRequester.class || type == MuxConnection.class;
    }

    @Override
    public Object resolveArgumentValue(MethodParameter parameter, Message<?> message) {
        MuxConnection connection = ChannelReturnValueHandler.channelOf(message).connection();
        return parameter.getParameterType() == MuxConnection.class
                ? connection
                : MuxRequester.create(connection, strategies);
    }
}
