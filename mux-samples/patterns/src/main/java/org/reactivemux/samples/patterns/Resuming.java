package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A stream that goes on after a break where it was broken off: its reader counts, and tells where to begin. */
public final class Resuming {
    private Resuming() {}

    /**
     * Reads all events from the first one on, over as many connections as it takes.
     *
     * @param connecting gives a connection to each subscriber
     * @return each event once
     */
    public static Flux<ByteBuffer> events(Mono<MuxConnection> connecting) {
        return Flux.defer(() -> {
            AtomicLong next = new AtomicLong();
            return connecting
                    .flatMapMany(mux -> mux.exchange("events", Mono.fromSupplier(() -> position(next))))
                    .doOnNext(event -> next.incrementAndGet())
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                            .maxBackoff(Duration.ofSeconds(10))
                            .filter(ChannelBreakers::isTheChannelsFault)
                            .transientErrors(true));
        });
    }

    /**
     * Serves events from where each reader wants to begin.
     *
     * @param from the events from a position on
     * @return a handler for them
     */
    public static MuxHandler log(LongFunction<Flux<ByteBuffer>> from) {
        return channel -> channel.send(
                channel.receive().next().flatMapMany(position -> from.apply(Long.parseLong(Text.decode(position)))));
    }

    private static ByteBuffer position(AtomicLong next) {
        return Text.encode(next.toString());
    }
}
