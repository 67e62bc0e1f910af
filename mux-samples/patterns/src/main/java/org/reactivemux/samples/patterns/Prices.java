package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.FanOut;
import org.reactivemux.reactor.SlowPeer;
import reactor.core.publisher.Flux;

/** One publisher, and whoever wants to listen. */
public final class Prices {
    private Prices() {}

    /**
     * Sends prices, of which a slow peer may miss some.
     *
     * @param prices for all peers
     * @return a handler that keeps the newest for each
     */
    public static MuxHandler prices(Flux<ByteBuffer> prices) {
        return FanOut.of(prices, SlowPeer.LATEST);
    }

    /**
     * Sends trades, of which a peer gets all, or hears that it does not.
     *
     * @param trades for all peers
     * @return a handler that keeps up to a thousand for each
     */
    public static MuxHandler trades(Flux<ByteBuffer> trades) {
        return FanOut.of(trades, SlowPeer.ERROR, 1_000);
    }
}
