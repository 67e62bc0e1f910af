package org.reactivemux.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.reactivemux.reactor.reactive.JoinedConnections;
import reactor.core.publisher.Mono;

/** A connection that comes in while its binding is being closed from another thread. */
public final class ConnectionsRaces {
    private ConnectionsRaces() {}

    @State
    public static class Bound {
        private final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
        final Connections connections = new Connections();
        final ServerBinding binding = new ServerBinding(connections);

        /** The connection is busy, so that only a dispose ends it at once. */
        public Bound() {
            joined.client().open(JoinedConnections.UNNAMED).subscribe();
            joined.loop().turn();
        }

        void accept() {
            joined.loop().turn(() -> connections.track(joined.server(), new Places(1)));
        }

        boolean isClosed() {
            joined.loop().turn();
            return joined.server().isDisposed();
        }
    }

    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Whichever came first, the connection is closed.")
    @Outcome(expect = FORBIDDEN, desc = "It has outlived its binding.")
    public static class AConnectionThatComesDuringTheDisposeIsClosed {
        @Actor
        public void stranger(Bound bound) {
            bound.binding.dispose();
        }

        @Actor
        public void loop(Bound bound) {
            bound.accept();
        }

        @Arbiter
        public void result(Bound bound, ZZ_Result result) {
            result.r1 = bound.isClosed();
            result.r2 = bound.connections.accepted().isEmpty();
        }
    }

    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Whichever came first, the shutdown is cut short.")
    @Outcome(expect = FORBIDDEN, desc = "The connection goes on through the whole period of grace.")
    public static class AConnectionThatComesAfterTheDisposeIsClosedInAShutdownToo {
        @Actor
        public void shutdown(Bound bound) {
            bound.binding.shutdown(Duration.ofHours(1)).subscribe();
        }

        @Actor
        public void loop(Bound bound) {
            bound.binding.dispose();
            bound.accept();
        }

        @Arbiter
        public void result(Bound bound, ZZ_Result result) {
            result.r1 = bound.isClosed();
            result.r2 = bound.connections.accepted().isEmpty();
        }
    }
}
