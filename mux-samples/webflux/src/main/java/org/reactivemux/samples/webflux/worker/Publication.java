package org.reactivemux.samples.webflux.worker;

import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.reactivemux.samples.webflux.market.Tick;
import org.reactivemux.samples.webflux.wire.Figures;

/** A stream of trades for one reader. One thread at a time counts, any may look. */
final class Publication {
    private final MuxChannel channel;
    private final String reader;
    private final String symbol;
    private volatile long produced;
    private volatile long latest = -1;

    Publication(MuxChannel channel, String reader, String symbol) {
        this.channel = channel;
        this.reader = reader;
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    boolean isOn(MuxConnection connection) {
        return channel.connection() == connection;
    }

    /** Counts a trade that was made for the reader. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // signals of one publisher never overlap
    void produced(Tick tick) {
        produced++;
        latest = tick.number();
    }

    Figures.Publication figures(SimulatedMarket market) {
        long made = latest;
        return new Figures.Publication(
                channel.id(), reader, symbol, produced, made < 0 ? 0 : Math.max(0, market.due() - made));
    }
}
