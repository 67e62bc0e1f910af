package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One message, one answer. */
public final class Requests {
    private final MuxConnection mux;

    /**
     * Over one connection.
     *
     * @param mux the connection
     */
    public Requests(MuxConnection mux) {
        this.mux = mux;
    }

    /**
     * Asks, and does not wait for ever.
     *
     * @param symbol what is asked for
     * @return its price
     */
    public Mono<ByteBuffer> price(ByteBuffer symbol) {
        return mux.request("price", symbol).timeout(Duration.ofSeconds(2)).retryWhen(Retries.ofTheRepeatable());
    }

    /**
     * Asks for something that must not happen twice.
     *
     * @param order what is to be done
     * @return what has become of it
     */
    public Mono<ByteBuffer> place(ByteBuffer order) {
        return mux.request("orders", order).timeout(Duration.ofSeconds(2)).retryWhen(Retries.ofTheUnbegun());
    }

    /**
     * Asks for many things, with a bound for what is under way.
     *
     * @param symbols what is asked for
     * @return the prices, as they come
     */
    public Flux<ByteBuffer> prices(Flux<ByteBuffer> symbols) {
        return symbols.flatMap(symbol -> mux.request("price", symbol), 16);
    }
}
