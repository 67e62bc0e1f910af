package org.reactivemux.samples.webflux.market;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** An instrument at this moment, and its latest trades. Belongs to the market's thread. */
final class Listing {
    private final PricePath path;
    private final int longestHistory;
    private final Deque<Tick> history = new ArrayDeque<>();
    private Tick last;

    Listing(PricePath path, int longestHistory) {
        this.path = path;
        this.longestHistory = longestHistory;
        this.last = path.opening();
        history.add(last);
    }

    /** Makes the trades up to that number. */
    void advanceTo(long number) {
        while (last.number() < number) {
            last = path.after(last);
            if (history.size() == longestHistory) {
                history.removeFirst();
            }
            history.addLast(last);
        }
    }

    Quote quote() {
        return new Quote(
                path.instrument().symbol(),
                path.instrument().name(),
                path.opening().price(),
                last);
    }

    /** So many of the latest trades, oldest first. */
    List<Tick> latest(int trades) {
        return history.stream().skip(Math.max(0, history.size() - trades)).toList();
    }

    /** Somebody who begins with the last trade. */
    Follower follower(LongSupplier due) {
        return new Follower(path, last, due);
    }
}
