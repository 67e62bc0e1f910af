package org.reactivemux.reactor;

import java.util.concurrent.atomic.AtomicInteger;

/** How many connections one address has room for; those whose sockets are still being closed have theirs (L-11). */
final class Places {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Places(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    /** Takes one, if there is one left. */
    boolean take() {
        if (taken.incrementAndGet() <= most) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void free() {
        taken.decrementAndGet();
    }
}
