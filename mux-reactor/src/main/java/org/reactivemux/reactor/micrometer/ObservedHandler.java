package org.reactivemux.reactor.micrometer;

import io.micrometer.observation.Observation;
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
        Observed run = observations.start(new MuxHandlerContext(channel));
        MuxChannel served = new ObservedChannel(channel, observations.decorate(channel.connection()));
        return run.watch(Flux.defer(() -> called(served, run.observation())));
    }

    private Publisher<Void> called(MuxChannel channel, Observation current) {
        Observation.Scope scope = current.openScope();
        try {
            return handler.handle(channel);
        } finally {
            scope.close();
        }
    }
}
