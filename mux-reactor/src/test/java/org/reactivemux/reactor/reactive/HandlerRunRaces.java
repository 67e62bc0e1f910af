package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

/** A handler whose publisher subscribes on a thread of its own, while its channel dies on the event loop. */
public final class HandlerRunRaces {
    private HandlerRunRaces() {}

    @State
    public static class Running implements Subscription {
        private final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
        final HandlerRun run = new HandlerRun(joined.openChannel());
        boolean cancelled;

        @Override
        public void request(long n) {
            // a handler's publisher has nothing to emit
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "Whichever came first, the handler's publisher is told.")
    @Outcome(expect = FORBIDDEN, desc = "The handler goes on without its channel.")
    public static class AHandlerThatSubscribesWhileItsChannelDiesIsCancelled {
        @Actor
        public void publisher(Running running) {
            running.run.onSubscribe(running);
        }

        @Actor
        public void loop(Running running) {
            running.run.cancel();
        }

        @Arbiter
        public void result(Running running, Z_Result result) {
            result.r1 = running.cancelled;
        }
    }
}
