package org.reactivemux.reactor.micrometer;

import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A handler whose runs are observed. What it opens on the connection of its channel is, too. */
record ObservedHandler(MuxHandler handler, MuxObservations observations) implements MuxHandler {

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return observations.isOff() ? handler.handle(channel) : Flux.defer(() -> observed(channel));
    }

    private Flux<Void> observed(MuxChannel channel) {
        MuxChannel served = ObservedChannel.of(channel, observations);
        Observed run = observations.start(new MuxHandlerContext(channel));
        return run == null
                ? Flux.defer(() -> handler.handle(served))
                : run.watch(Flux.defer(() -> run.scoped(() -> handler.handle(served))));
    }
}
