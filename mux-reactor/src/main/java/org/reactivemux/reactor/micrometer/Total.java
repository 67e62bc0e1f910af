package org.reactivemux.reactor.micrometer;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.ToDoubleFunction;
import org.reactivemux.ConnectionSnapshot;

/** What connections came to in all: those that have ended, and those that live. What it shows never falls. */
final class Total {
    private final ToDoubleFunction<ConnectionSnapshot> of;
    private final DoubleAdder ended = new DoubleAdder();
    private double shown;
    private double base;

    Total(ToDoubleFunction<ConnectionSnapshot> of) {
        this.of = of;
    }

    /** A connection has ended, and is not among those that live any more; on any thread. */
    void add(ConnectionSnapshot last) {
        ended.add(of.applyAsDouble(last));
    }

    /** Before the living are looked at: one that ends from here on is not counted twice. */
    void begin() {
        base = ended.sum();
    }

    void show(List<ConnectionSnapshot> living) {
        shown = Math.max(shown, base + living.stream().mapToDouble(of).sum());
    }

    double shown() {
        return shown;
    }
}
