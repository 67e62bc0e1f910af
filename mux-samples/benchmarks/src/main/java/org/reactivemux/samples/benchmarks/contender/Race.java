package org.reactivemux.samples.benchmarks.contender;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.samples.benchmarks.workload.Weights;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** Endless streams on one connection, each on a channel of its weight, and how far each of them is. */
final class Race implements Disposable {
    private final MuxConnection connection;
    private final Weights load;
    private final AtomicLongArray messages;
    private final Disposable.Composite running = Disposables.composite();

    Race(MuxConnection connection, Weights load) {
        this.connection = connection;
        this.load = load;
        List<Integer> weights = load.weights();
        this.messages = new AtomicLongArray(weights.size());
        for (int lane = 0; lane < weights.size(); lane++) {
            running.add(run(lane, weights.get(lane)).subscribe());
        }
    }

    private Flux<ByteBuffer> run(int lane, int weight) {
        Order endless = new Order(load.size(), Integer.MAX_VALUE, load.publishing());
        ByteBuffer message = ByteBuffer.allocateDirect(load.size());
        return switch (load.direction()) {
            case DOWN ->
                connection
                        .exchange(ChannelSpec.named(MuxContender.STREAM).weight(weight), Flux.just(endless.encode()))
                        .doOnNext(received -> advance(lane));
            case UP ->
                connection.exchange(
                        ChannelSpec.named(MuxContender.COUNT).weight(weight),
                        Repeated.of(Integer.MAX_VALUE, load.publishing(), () -> message)
                                .doOnNext(sent -> advance(lane)));
        };
    }

    /** Each lane has one thread that counts. */
    private void advance(int lane) {
        messages.lazySet(lane, messages.getPlain(lane) + 1);
    }

    /** Of each channel, so far: those that have come, or that this side was asked for. */
    long[] messages() {
        return IntStream.range(0, messages.length()).mapToLong(messages::get).toArray();
    }

    long[] messagesSince(long[] earlier) {
        return IntStream.range(0, earlier.length)
                .mapToLong(lane -> messages.get(lane) - earlier[lane])
                .toArray();
    }

    @Override
    public void dispose() {
        running.dispose();
    }
}
