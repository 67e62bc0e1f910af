package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import org.reactivemux.ChannelSpec;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** What {@code exchange} returns: each subscription is an exchange on a channel of its own. */
final class ExchangeFlux extends Flux<ByteBuffer> {
    private final Connection connection;
    private final ChannelSpec spec;
    private final Publisher<? extends ByteBuffer> outbound;

    ExchangeFlux(Connection connection, ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
        this.connection = connection;
        this.spec = spec;
        this.outbound = outbound;
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
        Exchange exchange = new Exchange(connection, actual);
        actual.onSubscribe(exchange);
        connection.run(() -> exchange.start(spec, outbound));
    }
}
