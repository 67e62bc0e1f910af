package org.reactivemux.samples.webflux.market;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;

/** One subscriber's way along a path. It has a next trade as long as one is due, and makes it when it is asked for. */
final class Follower implements Iterator<Tick> {
    private final PricePath path;
    private final LongSupplier due;
    private Tick next;

    /**
     * Starts somewhere on the path.
     *
     * @param path the path to follow
     * @param first the trade to begin with
     * @param due the number of the latest trade that has been made by now
     */
    Follower(PricePath path, Tick first, LongSupplier due) {
        this.path = path;
        this.due = due;
        this.next = first;
    }

    @Override
    public boolean hasNext() {
        return next.number() <= due.getAsLong();
    }

    @Override
    public Tick next() {
        if (!hasNext()) {
            throw new NoSuchElementException("trade " + next.number() + " has not been made yet");
        }
        Tick current = next;
        next = path.after(current);
        return current;
    }
}
