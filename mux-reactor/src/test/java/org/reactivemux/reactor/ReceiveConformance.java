package org.reactivemux.reactor;

import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxChannel;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** {@code receive()} before the Reactive Streams TCK: each publisher on a channel of its own, for it can be read once. */
abstract class ReceiveConformance extends PublisherConformance {
    ReceiveConformance(Supplier<ConnectedEnds> connecting) {
        super(connecting);
    }

    @Override
    Publisher<ByteBuffer> publisherOn(ChannelSpec spec) {
        MuxChannel channel = ends().open(spec);
        channel.send(Flux.empty()).block(PATIENCE);
        return channel.receive();
    }
}
