package org.reactivemux.reactor.reactive;

import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;

/** An observer of connections before which it puts nothing. */
record OnlyTold(MuxObserver observer) implements MuxObserver {

    @Override
    public void established(MuxConnection connection) {
        observer.established(connection);
    }

    @Override
    public void ended(MuxConnection connection, @Nullable MuxException cause) {
        observer.ended(connection, cause);
    }

    @Override
    public MuxHandler decorate(MuxHandler handler) {
        return observer.decorate(handler);
    }

    @Override
    public String toString() {
        return observer.toString();
    }
}
