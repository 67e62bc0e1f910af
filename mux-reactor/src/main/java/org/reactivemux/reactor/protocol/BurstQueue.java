package org.reactivemux.reactor.protocol;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A queue that may hold every channel for a moment, and few for most of the time: empty, it has forgotten the moment. */
final class BurstQueue<E> extends AbstractQueue<E> {
    /** What a list of channels keeps the room for. */
    private static final int FEW = 1_024;

    private final int kept;
    private ArrayDeque<E> waiting = new ArrayDeque<>();
    private boolean burst;

    BurstQueue() {
        this(FEW);
    }

    /** @param kept up to so many it keeps the room for */
    BurstQueue(int kept) {
        this.kept = kept;
    }

    @Override
    public boolean offer(E item) {
        waiting.add(item);
        burst |= waiting.size() > kept;
        return true;
    }

    @Override
    public @Nullable E poll() {
        E next = waiting.poll();
        if (burst && waiting.isEmpty()) {
            clear();
        }
        return next;
    }

    @Override
    public @Nullable E peek() {
        return waiting.peek();
    }

    @Override
    public int size() {
        return waiting.size();
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public void clear() {
        waiting = new ArrayDeque<>();
        burst = false;
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        return waiting.removeIf(filter);
    }

    @Override
    public Iterator<E> iterator() {
        return waiting.iterator();
    }
}
