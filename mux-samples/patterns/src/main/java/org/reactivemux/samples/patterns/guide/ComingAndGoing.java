package org.reactivemux.samples.patterns.guide;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.PeerInfo;
import org.reactivemux.reactor.Balancing;
import org.reactivemux.reactor.FanIn;
import org.reactivemux.reactor.FanOut;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.ReconnectOptions;
import org.reactivemux.reactor.SlowPeer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.retry.Retry;

/** Servers that come and go, many to one, one to many. */
public final class ComingAndGoing {
    private static final Logger log = Loggers.getLogger(ComingAndGoing.class);

    private final BiConsumer<PeerInfo, ByteBuffer> store;

    /**
     * With somewhere to put what comes.
     *
     * @param store is told of each message and its sender
     */
    public ComingAndGoing(BiConsumer<PeerInfo, ByteBuffer> store) {
        this.store = store;
    }

    /**
     * Asks a server that may not be there.
     *
     * @param symbol what is asked for
     * @return the quote
     */
    public Mono<ByteBuffer> quote(ByteBuffer symbol) {
        MuxConnection mux = MuxClient.create().unix("/run/app/mux.sock").reconnect();
        Mono<ByteBuffer> quote = mux.request("quote", symbol).timeout(Duration.ofSeconds(3)); // waits for the server
        return quote;
    }

    /**
     * Repeats what was certainly not seen.
     *
     * @param mux the connection
     * @param orders what is sent
     * @return what comes
     */
    public Flux<ByteBuffer> orders(MuxConnection mux, Publisher<ByteBuffer> orders) {
        return mux.exchange("orders", orders)
                .retryWhen(Retry.backoff(10, Duration.ofMillis(10))
                        .filter(failure -> failure instanceof MuxException known && known.retrySafe()));
    }

    /**
     * Several connections behind one.
     *
     * @param client of which server
     * @return the connection
     */
    public MuxConnection several(MuxClient client) {
        MuxConnection mux = client.reconnect(ReconnectOptions.defaults()
                .connections(2, Balancing.LEAST_CHANNELS)
                .onEvent(event -> log.info("{}", event)));
        return mux;
    }

    /** Many to one. */
    public void gather() {
        FanIn readings = FanIn.create();
        MuxServer.create()
                .unix("/run/app/mux.sock")
                .handle("readings", readings)
                .bind()
                .block();
        readings.messages().subscribe(message -> store(message.sender().peer(), message.buffer()));
    }

    private void store(PeerInfo sender, ByteBuffer message) {
        store.accept(sender, message);
    }

    /**
     * One to many.
     *
     * @param server to be extended
     * @param ticks what all hear
     * @return the extended server
     */
    public MuxServer spread(MuxServer server, Publisher<ByteBuffer> ticks) {
        return server.handle("ticks", FanOut.of(ticks, SlowPeer.LATEST));
    }
}
