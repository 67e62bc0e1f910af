package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.reactivemux.MuxChannel;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** An {@code open} that is cancelled from another thread, while the event loop opens the channel and gets its answer. */
public final class OpeningRaces {
    private OpeningRaces() {}

    @State
    public static class Opening implements CoreSubscriber<MuxChannel> {
        final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
        private Subscription subscription = Operators.emptySubscription();
        private boolean delivered;

        public Opening() {
            joined.client().open(JoinedConnections.UNNAMED).subscribe(this);
        }

        void cancel() {
            subscription.cancel();
        }

        boolean isDelivered() {
            return delivered;
        }

        @Override
        public void onSubscribe(Subscription opening) {
            subscription = opening;
            opening.request(1);
        }

        @Override
        public void onNext(MuxChannel channel) {
            delivered = true;
        }

        @Override
        public void onError(Throwable cause) {
            throw new IllegalStateException("the channel was refused", cause);
        }

        @Override
        public void onComplete() {
            // the channel was all
        }
    }

    @JCStressTest
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "The subscriber has the channel.")
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "Cancelled in time: there is no channel.")
    @Outcome(expect = FORBIDDEN, desc = "A channel that nobody has, or one that was taken away again.")
    public static class ACancelledOpeningLeavesNoChannelBehind {
        @Actor
        public void subscriber(Opening opening) {
            opening.cancel();
        }

        @Actor
        public void loop(Opening opening) {
            opening.joined.loop().turn();
        }

        @Arbiter
        public void result(Opening opening, ZI_Result result) {
            opening.joined.loop().turn();
            result.r1 = opening.isDelivered();
            result.r2 = opening.joined.channels();
        }
    }
}
