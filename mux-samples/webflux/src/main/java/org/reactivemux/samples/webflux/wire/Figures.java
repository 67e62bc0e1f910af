package org.reactivemux.samples.webflux.wire;

import java.util.List;
import org.reactivemux.ConnectionSnapshot;

/**
 * What the worker sees of its connection to the gateway.
 *
 * @param pid the worker's process
 * @param publications the streams of trades
 * @param connection the connection and all channels on it
 */
public record Figures(long pid, List<Publication> publications, ConnectionSnapshot connection) {

    /**
     * A stream of trades.
     *
     * @param channel the id of the channel that carries it
     * @param reader for whom it is
     * @param symbol which instrument's trades
     * @param produced how many were made for it so far: sent, or waiting to be
     * @param behind how many trades it is behind the market
     */
    public record Publication(int channel, String reader, String symbol, long produced, long behind) {}
}
