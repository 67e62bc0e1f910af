package org.reactivemux.reactor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The binding of a {@link MuxServer}. */
final class ServerBinding implements MuxBinding {
    private final Connections connections;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Sinks.Empty<Void> end = Sinks.empty();

    ServerBinding(Connections connections) {
        this.connections = connections;
    }

    @Override
    public List<String> addresses() {
        return connections.addresses();
    }

    @Override
    public List<MuxConnection> connections() {
        return connections.established();
    }

    /** The listeners go first, so that clients which come back find the successor or nobody. */
    @Override
    public Mono<Void> shutdown(Duration grace) {
        return Mono.defer(() -> {
            if (ending.compareAndSet(false, true)) {
                Mono<Void> connectionsEnd = Flux.defer(() -> Flux.fromIterable(connections.accepted()))
                        .flatMap(connection -> connection.shutdown(grace), Integer.MAX_VALUE)
                        .then();
                end(Flux.concatDelayError(connections.close(), connectionsEnd));
            }
            return onDispose();
        });
    }

    private void end(Flux<Void> ending) {
        ending.subscribe(nothing -> {}, end::tryEmitError, end::tryEmitEmpty);
    }

    @Override
    public Mono<Void> onDispose() {
        return end.asMono();
    }

    @Override
    public void dispose() {
        if (ending.compareAndSet(false, true)) {
            connections.dispose();
            end(connections.abandon().flux());
        } else {
            connections.dispose(); // cuts a shutdown short
        }
    }

    @Override
    public boolean isDisposed() {
        return ending.get();
    }
}
