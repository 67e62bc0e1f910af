package org.reactivemux.reactor.reactive;

import reactor.core.Disposable;
import reactor.core.Disposables;

/** One timer of the event loop, set for the earliest moment that was asked for since it last rang. */
final class Alarm {
    private final Wire wire;
    private final Runnable ring;
    private final Disposable.Swap timer = Disposables.swap();
    private boolean set;
    private long at;

    Alarm(Wire wire, Runnable ring) {
        this.wire = wire;
        this.ring = ring;
    }

    /** Rings at that time at the latest; too early does no harm, for whoever hears it asks anew. */
    void by(long deadline) {
        if (!set || deadline - at < 0) {
            set = true;
            at = deadline;
            timer.update(wire.schedule(this::due, Math.max(0, deadline - wire.now())));
        }
    }

    private void due() {
        set = false;
        ring.run();
    }

    void stop() {
        timer.dispose();
    }
}
