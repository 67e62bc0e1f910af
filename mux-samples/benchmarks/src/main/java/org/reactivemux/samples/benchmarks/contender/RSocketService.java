package org.reactivemux.samples.benchmarks.contender;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.ByteBufPayload;
import java.util.function.UnaryOperator;
import org.reactivemux.samples.benchmarks.contender.RSocketContender.Channels;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The server of {@link RSocketContender}.
 *
 * @param channel what goes back on a channel when that comes
 */
record RSocketService(UnaryOperator<Flux<Payload>> channel) implements RSocket {
    /** Asked for ahead of the reader. There is no other bound: without it a stream is queued as a whole. */
    static final int AHEAD = 1_024;

    static RSocketService about(Channels channels) {
        return switch (channels) {
            case COUNT -> new RSocketService(RSocketService::count);
            case ECHO -> new RSocketService(messages -> messages);
            case IDLE -> new RSocketService(RSocketService::listen);
        };
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        Order order = Order.decode(request.getData());
        request.release();
        return repeated(order);
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        return Mono.just(request);
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> messages) {
        return channel.apply(Flux.from(messages));
    }

    static Flux<Payload> repeated(Order order) {
        return Flux.using(
                () -> Unpooled.directBuffer(order.size()).writerIndex(order.size()),
                message -> Repeated.of(order.messages(), order.publishing(), () -> payload(message)),
                ByteBuf::release);
    }

    /** The same bytes again; the payload is released when it was sent. */
    static Payload payload(ByteBuf message) {
        return ByteBufPayload.create(message.retainedDuplicate());
    }

    private static Flux<Payload> count(Flux<Payload> messages) {
        return messages.limitRate(AHEAD)
                .doOnNext(Payload::release)
                .count()
                .map(count -> ByteBufPayload.create(Unpooled.copyLong(count)))
                .flux();
    }

    private static Flux<Payload> listen(Flux<Payload> messages) {
        messages.subscribe(RSocketListener.ANYONE);
        return Flux.from(RSocketListener.GREETING);
    }
}
