package org.reactivemux.reactor.reactive;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Lets observers look on, if there are any. What one of them throws is its own affair: all else goes on without it. */
final class Witness {
    private static final Logger LOG = Loggers.getLogger(MuxObserver.class);

    private final List<MuxObserver> observers;

    Witness(List<MuxObserver> observers) {
        this.observers = observers;
    }

    /** Tells of the end of a connection when that is told. */
    void await(Mono<Void> end, MuxConnection connection) {
        if (!observers.isEmpty()) {
            end.subscribe(
                    nothing -> {}, cause -> ended(connection, (MuxException) cause), () -> ended(connection, null));
        }
    }

    private void ended(MuxConnection connection, @Nullable MuxException cause) {
        tell(observer -> observer.ended(connection, cause));
    }

    /** Tells of a connection that is established, and returns what its program gets. */
    MuxConnection established(MuxConnection connection) {
        tell(observer -> observer.established(connection));
        return decorate(connection);
    }

    /** What a program gets in place of the connection. */
    MuxConnection decorate(MuxConnection connection) {
        return decorated(connection, MuxObserver::decorate);
    }

    /** What serves in place of the handler. */
    MuxHandler serving(MuxHandler handler) {
        return observers.isEmpty()
                ? handler
                : channel -> decorated(handler, MuxObserver::decorate).handle(channel);
    }

    private void tell(Consumer<MuxObserver> telling) {
        for (MuxObserver observer : observers) {
            try {
                telling.accept(observer);
            } catch (Throwable defect) {
                report(observer, defect);
            }
        }
    }

    private <T> T decorated(T original, BiFunction<MuxObserver, T, T> decorating) {
        T decorated = original;
        for (MuxObserver observer : observers) {
            try {
                decorated = Objects.requireNonNull(decorating.apply(observer, decorated), "decorated");
            } catch (Throwable defect) {
                report(observer, defect);
            }
        }
        return decorated;
    }

    private static void report(MuxObserver observer, Throwable defect) {
        Exceptions.throwIfJvmFatal(defect);
        LOG.warn("The observer {} failed", observer, defect);
    }
}
