package org.reactivemux.samples.benchmarks.contender;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.samples.benchmarks.workload.PingPong;
import org.reactivemux.samples.benchmarks.workload.Requests;
import org.reactivemux.samples.benchmarks.workload.Streams;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;
import org.reactivemux.samples.benchmarks.workload.Streams.Reading;
import org.reactivemux.samples.benchmarks.workload.Weights;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The client of {@link MuxContender}. */
final class MuxRounds implements Client {
    /** Opened at a time, so that a million are never under way at once. */
    private static final int OPENING = 1_024;

    private final MuxConnection connection;

    MuxRounds(MuxConnection connection) {
        this.connection = connection;
    }

    @Override
    public Mono<Long> stream(Streams load, int messages) {
        Mono<Long> one = switch (load.direction()) {
            case DOWN -> download(load, messages);
            case UP -> upload(load, messages);
        };
        return load.channels() == 1
                ? one
                : Flux.range(0, load.channels())
                        .flatMap(channel -> one, load.channels())
                        .reduce(0L, Long::sum);
    }

    private Mono<Long> download(Streams load, int messages) {
        Order order = new Order(load.size(), messages, load.publishing());
        Flux<ByteBuffer> stream = connection.exchange(MuxContender.STREAM, Mono.just(order.encode()));
        return switch (load.reading()) {
            case FREELY -> stream.count();
            case ONE_AT_A_TIME -> stream.limitRate(1).count();
        };
    }

    private Mono<Long> upload(Streams load, int messages) {
        if (load.reading() != Reading.FREELY) {
            return Mono.error(new UnsupportedOperationException("a server that reads one at a time"));
        }
        ByteBuffer message = ByteBuffer.allocateDirect(load.size());
        return connection
                .exchange(MuxContender.COUNT, Repeated.of(messages, load.publishing(), () -> message))
                .next()
                .map(ByteBuffer::getLong);
    }

    @Override
    public Mono<Long> request(Requests load, int requests) {
        ByteBuffer message = ByteBuffer.allocate(load.size());
        return Chains.of(load, requests, connection.request(MuxContender.ECHO, message));
    }

    @Override
    public Mono<Histogram> pingPong(PingPong load, int turns) {
        return Mono.defer(() -> {
            Rally<ByteBuffer> rally = new Rally<>(turns);
            ByteBuffer message = ByteBuffer.allocate(load.size());
            Disposable bulk = load.bulkSize() == 0 ? () -> {} : bulk(load.bulkSize());
            rally.serve(message);
            return connection
                    .exchange(MuxContender.ECHO, rally.outbound())
                    .doOnNext(back -> rally.returned(message))
                    .then(Mono.fromSupplier(rally::nanos))
                    .doFinally(end -> bulk.dispose());
        });
    }

    /** Streams until disposed. */
    private Disposable bulk(int size) {
        Order endless = new Order(size, Integer.MAX_VALUE, Publishing.IN_PLACE);
        return connection
                .exchange(MuxContender.STREAM, Mono.just(endless.encode()))
                .subscribe();
    }

    @Override
    public Mono<long[]> compete(Weights load, Duration time) {
        return Mono.using(
                () -> new Race(connection, load),
                race -> Mono.delay(time.dividedBy(2))
                        .map(begun -> race.messages())
                        .delayElement(time)
                        .map(race::messagesSince),
                Race::dispose);
    }

    @Override
    public Mono<Void> open(int channels) {
        ChannelSpec idle = ChannelSpec.named(MuxContender.IDLE);
        return Flux.range(0, channels)
                .flatMap(number -> connection.open(idle), OPENING)
                .doOnNext(channel -> channel.receive().subscribe(Listener.INSTANCE))
                .then();
    }

    @Override
    public void close() {
        connection.dispose();
        connection.onClose().block();
    }
}
