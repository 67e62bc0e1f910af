package org.reactivemux.reactor.spring;

import java.util.Objects;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;

/**
 * Exchanges values in place of buffers, by Spring's own codecs. One value is one message; each request has a channel of its
 * own, named by its route.
 *
 * <pre>{@code
 * MuxRequester requester = MuxRequester.create(connection);
 * Flux<Quote> quotes = requester.route("quotes.{symbol}", "ACME").data(new Terms(10)).retrieveFlux(Quote.class);
 * }</pre>
 */
public final class MuxRequester {
    private final MuxConnection connection;
    private final MuxStrategies strategies;

    private MuxRequester(MuxConnection connection, MuxStrategies strategies) {
        this.connection = Objects.requireNonNull(connection, "connection");
        this.strategies = Objects.requireNonNull(strategies, "strategies");
    }

    /**
     * A requester that speaks JSON.
     *
     * @param connection carries the channels; remains the caller's to end
     * @return the requester
     */
    public static MuxRequester create(MuxConnection connection) {
        return create(connection, MuxStrategies.create());
    }

    /**
     * A requester.
     *
     * @param connection carries the channels; remains the caller's to end
     * @param strategies the codecs
     * @return the requester
     */
    public static MuxRequester create(MuxConnection connection, MuxStrategies strategies) {
        return new MuxRequester(connection, strategies);
    }

    /**
     * Begins a request.
     *
     * @param route the channel's name, with a place such as {@code {symbol}} for each value
     * @param values in the order of their places; a dot in one is no border between segments
     * @return the request, without data
     * @throws IllegalArgumentException if there are more values than places, or fewer
     */
    public MuxRequest route(String route, Object... values) {
        return new MuxRequest(connection, strategies, ChannelSpec.named(new RouteTemplate(route).with(values)));
    }

    /**
     * What carries the channels.
     *
     * @return the connection
     */
    public MuxConnection connection() {
        return connection;
    }
}
