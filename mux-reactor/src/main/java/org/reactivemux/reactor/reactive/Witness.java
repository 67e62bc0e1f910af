package org.reactivemux.reactor.reactive;

import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Lets an observer look on, if there is one. What it throws is its own affair: the connection goes on without it. */
final class Witness {
    private static final Logger LOG = Loggers.getLogger(MuxObserver.class);

    private final @Nullable MuxObserver observer;

    Witness(@Nullable MuxObserver observer) {
        this.observer = observer;
    }

    /** Tells of the end of a connection when that is told. */
    void await(Mono<Void> end, MuxConnection connection) {
        MuxObserver told = observer;
        if (told != null) {
            end.subscribe(
                    nothing -> {},
                    cause -> guarded(() -> told.ended(connection, (MuxException) cause)),
                    () -> guarded(() -> told.ended(connection, null)));
        }
    }

    /** Tells of a connection that is established, and returns what its program gets. */
    MuxConnection established(MuxConnection connection) {
        MuxObserver told = observer;
        if (told == null) {
            return connection;
        }
        guarded(() -> told.established(connection));
        try {
            return told.decorate(connection);
        } catch (Throwable defect) {
            report(defect);
            return connection;
        }
    }

    /** What serves in place of the handler; of what does not, only its own channel is told. */
    MuxHandler serving(MuxHandler handler) {
        MuxObserver told = observer;
        return told == null ? handler : channel -> told.decorate(handler).handle(channel);
    }

    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (Throwable defect) {
            report(defect);
        }
    }

    private static void report(Throwable defect) {
        Exceptions.throwIfJvmFatal(defect);
        LOG.warn("An observer failed", defect);
    }
}
