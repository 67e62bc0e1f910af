package org.reactivemux.reactor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.reactive.Connection;
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
                connections
                        .close()
                        .thenMany(Flux.defer(() -> Flux.fromIterable(connections.accepted()))
                                .flatMap(connection -> connection.shutdown(grace), Integer.MAX_VALUE))
                        .subscribe(nothing -> {}, end::tryEmitError, end::tryEmitEmpty);
            }
            return onDispose();
        });
    }

    @Override
    public Mono<Void> onDispose() {
        return end.asMono();
    }

    @Override
    public void dispose() {
        boolean first = ending.compareAndSet(false, true);
        Mono<Void> stopped = first ? connections.close() : Mono.empty();
        connections.accepted().forEach(Connection::dispose);
        if (first) {
            stopped.thenMany(Flux.defer(() -> Flux.fromIterable(connections.accepted()))
                            .flatMap(ServerBinding::closed, Integer.MAX_VALUE))
                    .subscribe(nothing -> {}, end::tryEmitError, end::tryEmitEmpty);
        }
    }

    private static Mono<Void> closed(Connection connection) {
        return connection.onClose().onErrorComplete();
    }

    @Override
    public boolean isDisposed() {
        return ending.get();
    }
}
