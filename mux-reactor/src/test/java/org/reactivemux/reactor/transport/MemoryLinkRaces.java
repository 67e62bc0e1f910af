package org.reactivemux.reactor.transport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Terms;
import org.reactivemux.reactor.reactive.Wire;

/** Two threads that work off one link's tasks between them. */
public final class MemoryLinkRaces {
    private MemoryLinkRaces() {}

    @State
    public static class Linked {
        private final Wire wire;
        private int run;
        private int inLoop;

        public Linked() {
            AtomicReference<Wire> joined = new AtomicReference<>();
            new MemoryLink().join(end -> {
                joined.set(end);
                return new Connection(Role.INITIATOR, Terms.DEFAULT, end);
            });
            wire = Objects.requireNonNull(joined.get());
        }

        /** Without any care of its own, for tasks of one loop need none. */
        void count() {
            wire.execute(() -> {
                run++;
                inLoop += wire.inLoop() ? 1 : 0;
            });
        }

        boolean isInLoop() {
            return wire.inLoop();
        }
    }

    @JCStressTest
    @Outcome(id = "4, 4, 0", expect = ACCEPTABLE, desc = "One task at a time, each on the loop, and nobody else is.")
    @Outcome(expect = FORBIDDEN, desc = "A task was lost, ran beside another, or did not know that it is on the loop.")
    public static class TasksOfTwoThreadsRunOneAtATime {
        @Actor
        public void one(Linked linked) {
            linked.count();
            linked.count();
        }

        @Actor
        public void other(Linked linked) {
            linked.count();
            linked.count();
        }

        @Arbiter
        public void result(Linked linked, III_Result result) {
            result.r1 = linked.run;
            result.r2 = linked.inLoop;
            result.r3 = linked.isInLoop() ? 1 : 0;
        }
    }
}
