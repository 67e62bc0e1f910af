package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Many messages: how readers hold writers back, and what writers do that cannot wait. */
public final class Streams {
    private Streams() {}

    /**
     * Takes the next message when the last is done with.
     *
     * @param mux the connection
     * @param store does something with a message
     * @return completes with the stream
     */
    public static Mono<Void> storeOneByOne(MuxConnection mux, Function<ByteBuffer, Mono<Void>> store) {
        return mux.exchange("readings", Mono.empty()).concatMap(store, 8).then();
    }

    /**
     * Works on messages where blocking is allowed.
     *
     * @param mux the connection
     * @param parse blocks, or takes long
     * @param <T> what a message means
     * @return what they mean
     */
    public static <T> Flux<T> parseElsewhere(MuxConnection mux, Function<ByteBuffer, T> parse) {
        return mux.exchange("readings", Mono.empty())
                .publishOn(Schedulers.boundedElastic(), 32)
                .map(parse);
    }

    /**
     * Collects messages, by number and by time.
     *
     * @param mux the connection
     * @return up to a hundred at a time
     */
    public static Flux<List<ByteBuffer>> inBatches(MuxConnection mux) {
        return mux.exchange("readings", Mono.empty()).bufferTimeout(100, Duration.ofMillis(50), true);
    }

    /**
     * Writes no faster than each reader reads.
     *
     * @return a handler that counts for ever
     */
    public static MuxHandler numbers() {
        return channel -> channel.send(Flux.generate(() -> 0L, (number, sink) -> {
            sink.next(Text.encode(Long.toString(number)));
            return number + 1;
        }));
    }

    /**
     * Leaves out what a slow reader has no time for.
     *
     * @param prices what happens, whether somebody looks or not
     * @return a handler that gives each reader the newest price there is when it asks
     */
    public static MuxHandler newest(Flux<ByteBuffer> prices) {
        return channel -> channel.send(prices.onBackpressureLatest());
    }

    /**
     * Sends many messages and gets one.
     *
     * @param mux the connection
     * @param chunks what is sent
     * @return how many bytes have come there
     */
    public static Mono<ByteBuffer> upload(MuxConnection mux, Flux<ByteBuffer> chunks) {
        return mux.exchange("upload", chunks).single();
    }

    /**
     * Takes many messages and sends one.
     *
     * @return a handler for uploads
     */
    public static MuxHandler uploads() {
        return channel -> channel.send(channel.receive()
                .reduce(0L, (bytes, chunk) -> bytes + chunk.remaining())
                .map(bytes -> Text.encode(Long.toString(bytes))));
    }
}
