package org.reactivemux.reactor.spring;

import java.util.Objects;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.MuxChannel;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.reactive.AbstractEncoderMethodReturnValueHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends what a method returns on the channel that the message came by. A caller that wants no more of it is no error. */
final class ChannelReturnValueHandler extends AbstractEncoderMethodReturnValueHandler {
    ChannelReturnValueHandler(MuxStrategies strategies) {
        super(strategies.encoders(), strategies.reactiveTypes());
    }

    @Override
    protected Mono<Void> handleEncodedContent(
            Flux<DataBuffer> content, MethodParameter returnType, Message<?> message) {
        MuxChannel channel = channelOf(message);
        return channel.send(
                        content.map(DataBuffers::message).onErrorMap(failure -> PeerErrors.of(failure, channel.name())))
                .onErrorComplete(ChannelStoppedException.class); // which Spring would log with its stack
    }

    /** The handler's end is the channel's. */
    @Override
    protected Mono<Void> handleNoContent(MethodParameter returnType, Message<?> message) {
        return Mono.empty();
    }

    static MuxChannel channelOf(Message<?> message) {
        return Objects.requireNonNull(
                message.getHeaders().get(MuxMessageHandler.CHANNEL_HEADER, MuxChannel.class),
                MuxMessageHandler.CHANNEL_HEADER);
    }
}
