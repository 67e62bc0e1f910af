package org.reactivemux;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One observer, and then the other. */
record TwoObservers(MuxObserver first, MuxObserver second) implements MuxObserver {

    TwoObservers {
        Objects.requireNonNull(second, "observer");
    }

    @Override
    public void established(MuxConnection connection) {
        first.established(connection);
        second.established(connection);
    }

    @Override
    public void ended(MuxConnection connection, @Nullable MuxException cause) {
        first.ended(connection, cause);
        second.ended(connection, cause);
    }

    @Override
    public MuxConnection decorate(MuxConnection connection) {
        return second.decorate(first.decorate(connection));
    }

    @Override
    public MuxHandler decorate(MuxHandler handler) {
        return second.decorate(first.decorate(handler));
    }
}
