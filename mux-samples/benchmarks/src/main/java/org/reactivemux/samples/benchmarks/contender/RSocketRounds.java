package org.reactivemux.samples.benchmarks.contender;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Closeable;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.DefaultPayload;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.reactivemux.samples.benchmarks.workload.PingPong;
import org.reactivemux.samples.benchmarks.workload.Requests;
import org.reactivemux.samples.benchmarks.workload.Streams;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;
import org.reactivemux.samples.benchmarks.workload.Streams.Reading;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The client of {@link RSocketContender}.
 *
 * @param counting connection whose channels are counted
 * @param echoing connection whose channels are echoed; also for all that is no channel
 * @param idling connection whose channels are listened to
 */
record RSocketRounds(RSocket counting, RSocket echoing, RSocket idling) implements Client {
    /** Opened at a time, so that a million are never under way at once. */
    private static final int OPENING = 1_024;

    /** Large messages asked for ahead beside a ping-pong, which waits behind them; fewer would slow the bulk. */
    private static final int BULK_AHEAD = 16;

    @Override
    public Mono<Long> stream(Streams load, int messages) {
        Order order = new Order(load.size(), messages, load.publishing());
        Mono<Long> one = switch (load.direction()) {
            case DOWN -> download(order, ahead(load.reading()));
            case UP -> upload(order, load.reading());
        };
        return load.channels() == 1
                ? one
                : Flux.range(0, load.channels())
                        .flatMap(channel -> one, load.channels())
                        .reduce(0L, Long::sum);
    }

    private static int ahead(Reading reading) {
        return switch (reading) {
            case FREELY -> RSocketService.AHEAD;
            case ONE_AT_A_TIME -> 1;
        };
    }

    private Mono<Long> download(Order order, int ahead) {
        return request(order)
                .limitRate(ahead)
                .doOnNext(Payload::release)
                .doOnDiscard(Payload.class, Payload::release)
                .count();
    }

    private Flux<Payload> request(Order order) {
        return Flux.defer(() -> echoing.requestStream(DefaultPayload.create(order.encode())));
    }

    private Mono<Long> upload(Order order, Reading reading) {
        if (reading != Reading.FREELY) {
            return Mono.error(new UnsupportedOperationException("a server that reads one at a time"));
        }
        return Flux.defer(() -> counting.requestChannel(RSocketService.repeated(order)))
                .next()
                .map(RSocketRounds::count);
    }

    private static long count(Payload answer) {
        long count = answer.data().readLong();
        answer.release();
        return count;
    }

    @Override
    public Mono<Long> request(Requests load, int requests) {
        return Mono.using(
                () -> message(load.size()),
                message -> Chains.of(
                        load,
                        requests,
                        Mono.defer(() -> echoing.requestResponse(RSocketService.payload(message)))
                                .doOnNext(Payload::release)),
                ByteBuf::release);
    }

    private static ByteBuf message(int size) {
        return Unpooled.directBuffer(size).writerIndex(size);
    }

    @Override
    public Mono<Histogram> pingPong(PingPong load, int turns) {
        return Mono.using(
                () -> load.bulkSize() == 0 ? () -> {} : bulk(load.bulkSize()),
                bulk -> pingPong(message(load.size()), turns),
                Disposable::dispose);
    }

    /** Streams until disposed. */
    private Disposable bulk(int size) {
        Order endless = new Order(size, Integer.MAX_VALUE, Publishing.IN_PLACE);
        return download(endless, BULK_AHEAD).subscribe();
    }

    private Mono<Histogram> pingPong(ByteBuf message, int turns) {
        Rally<Payload> rally = new Rally<>(turns);
        rally.serve(RSocketService.payload(message));
        return echoing.requestChannel(rally.outbound())
                .doOnNext(Payload::release)
                .doOnNext(back -> rally.returned(RSocketService.payload(message)))
                .then(Mono.fromSupplier(rally::nanos))
                .doFinally(end -> message.release());
    }

    @Override
    public Mono<Void> open(int channels) {
        InTurn openings = new InTurn(channels, opening -> {
            RSocketListener listener = new RSocketListener(opening::finished);
            return () -> idling.requestChannel(RSocketListener.GREETING).subscribe(listener);
        });
        return openings.begin(OPENING);
    }

    @Override
    public void close() {
        Stream.of(counting, echoing, idling).forEach(Closeable::dispose);
        Mono.when(counting.onClose(), echoing.onClose(), idling.onClose()).block();
    }
}
