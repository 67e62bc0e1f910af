package org.reactivemux.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.transport.Listener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What belongs to one binding: where it listens, and the connections it has accepted. */
final class Connections {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Connection> accepted = ConcurrentHashMap.newKeySet();
    private final Map<Connection, MuxConnection> established = new ConcurrentHashMap<>();
    private volatile boolean closing;

    void listening(Listener listener) {
        listeners.add(listener);
        if (closing) {
            listener.close().onErrorComplete().subscribe();
        }
    }

    /** A connection that was accepted, and has not yet said anything. */
    Connection track(Connection connection, Places places) {
        if (!places.take()) {
            connection.turnAway("there are no more than " + places.most() + " connections on this address");
            return connection; // which nobody waits for
        }
        admit(connection);
        connection.ready().subscribe(ready -> established.put(connection, ready), neverReady -> {});
        connection
                .onClose()
                .onErrorComplete()
                .doFinally(end -> {
                    forget(connection);
                    places.free();
                })
                .subscribe();
        return connection;
    }

    private void admit(Connection connection) {
        accepted.add(connection); // first, so that whoever shuts the doors sees it or is seen
        if (closing) {
            connection.dispose(); // it was on its way in when the doors were shut
        }
    }

    private void forget(Connection connection) {
        accepted.remove(connection);
        established.remove(connection);
    }

    List<String> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    List<MuxConnection> established() {
        return new ArrayList<>(established.values());
    }

    List<Connection> accepted() {
        return new ArrayList<>(accepted);
    }

    /** Stops listening; the connections go on. Fails, when all is done, if a listener's file cannot be removed. */
    Mono<Void> close() {
        closing = true;
        return Flux.fromIterable(listeners)
                .flatMapDelayError(Listener::close, 256, 32)
                .then();
    }

    /** Stops listening and closes the connections now. */
    Mono<Void> abandon() {
        return Flux.concatDelayError(close(), Mono.<Void>fromRunnable(this::dispose), allClosed())
                .then();
    }

    /** Closes the connections that there are now, and those on their way in. */
    void dispose() {
        closing = true;
        accepted.forEach(Connection::dispose);
    }

    /** Completes when the connections that there are at the subscription have ended. */
    Mono<Void> allClosed() {
        return Flux.defer(() -> Flux.fromIterable(accepted()))
                .flatMap(connection -> connection.onClose().onErrorComplete(), Integer.MAX_VALUE)
                .then();
    }
}
