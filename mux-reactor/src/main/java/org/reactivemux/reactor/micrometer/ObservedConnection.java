package org.reactivemux.reactor.micrometer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerInfo;
import org.reactivemux.reactor.micrometer.MuxExchangeContext.Operation;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection whose exchanges are observed; two that stand before the same one are equal. */
record ObservedConnection(MuxConnection connection, MuxObservations observations) implements MuxConnection {

    @Override
    public Mono<MuxChannel> open(ChannelSpec spec) {
        Objects.requireNonNull(spec, "spec");
        return Mono.deferContextual(subscriber -> {
            if (observations.isOff()) {
                return connection.open(spec);
            }
            MuxExchangeContext context = new MuxExchangeContext(Operation.OPEN, spec);
            Observed opening = observations.start(context, subscriber);
            return opening.watch(connection.open(context.traced()));
        });
    }

    @Override
    public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(outbound, "outbound");
        return Flux.deferContextual(subscriber -> {
            if (observations.isOff()) {
                return connection.exchange(spec, outbound);
            }
            MuxExchangeContext context = new MuxExchangeContext(Operation.EXCHANGE, spec);
            Observed exchange = observations.start(context, subscriber);
            return exchange.watch(connection.exchange(context.traced(), outbound));
        });
    }

    @Override
    public Mono<ByteBuffer> request(ChannelSpec spec, ByteBuffer message) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(message, "message");
        return Mono.deferContextual(subscriber -> {
            if (observations.isOff()) {
                return connection.request(spec, message);
            }
            MuxExchangeContext context = new MuxExchangeContext(Operation.REQUEST, spec);
            Observed request = observations.start(context, subscriber);
            return request.watch(connection.request(context.traced(), message));
        });
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
