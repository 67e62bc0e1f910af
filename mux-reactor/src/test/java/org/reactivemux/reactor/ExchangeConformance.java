package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.reactivemux.ChannelSpec;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** {@code exchange} before the Reactive Streams TCK, with nothing to send: each subscriber gets a channel of its own. */
abstract class ExchangeConformance extends PublisherConformance {
    ExchangeConformance(Supplier<ConnectedEnds> connecting) {
        super(connecting);
    }

    @Override
    Publisher<ByteBuffer> publisherOn(ChannelSpec spec) {
        return ends().client().exchange(spec, Flux.empty());
    }
}
