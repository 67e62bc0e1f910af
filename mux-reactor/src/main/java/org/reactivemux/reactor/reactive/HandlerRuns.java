package org.reactivemux.reactor.reactive;

/** The handlers at work on one connection, in a ring that goes through themselves: each costs its two neighbours. */
final class HandlerRuns {
    private final Place start = new Place();
    private int size;

    /** Where something stands in a ring; outside of one, it is its own neighbour. */
    static class Place {
        private Place before = this;
        private Place after = this;
    }

    int size() {
        return size;
    }

    /** Adds one that is in no ring. */
    void add(HandlerRun run) {
        Place place = run;
        place.before = start.before;
        place.after = start;
        place.before.after = place;
        start.before = place;
        size++;
    }

    /** Nothing happens to one that was never added, or has been removed. */
    void remove(HandlerRun run) {
        Place place = run;
        if (place.after == place) {
            return;
        }
        place.before.after = place.after;
        place.after.before = place.before;
        place.before = place;
        place.after = place;
        size--;
    }

    void cancelAll() {
        while (start.after instanceof HandlerRun next) {
            remove(next);
            next.cancel();
        }
    }
}
