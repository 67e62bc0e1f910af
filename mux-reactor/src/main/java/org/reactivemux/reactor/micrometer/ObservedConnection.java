package org.reactivemux.reactor.micrometer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerInfo;
import org.reactivemux.reactor.micrometer.MuxExchangeContext.Operation;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** A connection whose exchanges are observed; two that stand before the same one are equal. */
record ObservedConnection(MuxConnection connection, MuxObservations observations) implements MuxConnection {

    @Override
    public Mono<MuxChannel> open(ChannelSpec spec) {
        Objects.requireNonNull(spec, "spec");
        return Mono.deferContextual(subscriber -> observed(
                Operation.OPEN,
                spec,
                subscriber,
                traced -> connection.open(traced).map(channel -> ObservedChannel.of(channel, observations)),
                Observed::watch));
    }

    @Override
    public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(outbound, "outbound");
        return Flux.deferContextual(subscriber -> observed(
                Operation.EXCHANGE,
                spec,
                subscriber,
                traced -> connection.exchange(traced, outbound),
                Observed::watch));
    }

    @Override
    public Mono<ByteBuffer> request(ChannelSpec spec, ByteBuffer message) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(message, "message");
        return Mono.deferContextual(subscriber -> observed(
                Operation.REQUEST, spec, subscriber, traced -> connection.request(traced, message), Observed::watch));
    }

    /** What the connection does when it is asked so, watched if it can be. */
    private <P> P observed(
            Operation operation,
            ChannelSpec spec,
            ContextView subscriber,
            Function<ChannelSpec, P> asking,
            BiFunction<Observed, P, P> watching) {
        if (observations.isOff()) {
            return asking.apply(spec);
        }
        MuxExchangeContext context = new MuxExchangeContext(operation, spec);
        Observed started = observations.start(context, subscriber);
        return started == null ? asking.apply(spec) : watching.apply(started, asking.apply(context.traced()));
    }

    @Override
    public PeerInfo peer() {
        return connection.peer();
    }

    @Override
    public ConnectionSnapshot snapshot() {
        return connection.snapshot();
    }

    @Override
    public void logFrames(boolean on) {
        connection.logFrames(on);
    }

    @Override
    public Mono<Void> shutdown(Duration grace) {
        return connection.shutdown(grace);
    }

    @Override
    public Mono<Void> onClose() {
        return connection.onClose();
    }

    @Override
    public void dispose() {
        connection.dispose();
    }

    @Override
    public boolean isDisposed() {
        return connection.isDisposed();
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
