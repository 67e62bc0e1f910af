package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.reactivemux.reactor.Messages;
import reactor.core.publisher.Flux;

/** A reader that requests and cancels from a thread of its own, before the channel is there and afterwards. */
public final class InboundSubscriptionRaces {
    private InboundSubscriptionRaces() {}

    /** Three messages wait for a reader that is not attached yet. */
    @State
    public static class Receiving {
        private final JoinedConnections joined = new JoinedConnections(
                channel -> channel.send(Flux.just("1", "2", "3").map(Messages::utf8)));
        private final ReactiveChannel channel = joined.openChannel();
        private final Reading reading = new Reading();
        final InboundSubscription subscription = new InboundSubscription(joined.client(), reading);

        public Receiving() {
            channel.claim(subscription);
        }

        /** The channel reaches the reader, behind what was handed over before and before all the rest. */
        void attach() {
            joined.client().run(() -> subscription.attach(channel));
            turn();
        }

        void turn() {
            joined.loop().turn();
        }

        String received() {
            turn();
            return reading.toString();
        }

        boolean isStopped() {
            return channel.core().inbound().isStopped();
        }
    }

    @State
    public static class Attached extends Receiving {
        public Attached() {
            attach();
        }
    }

    @JCStressTest
    @Outcome(id = "1 2", expect = ACCEPTABLE, desc = "Both requests count.")
    @Outcome(expect = FORBIDDEN, desc = "A request was lost or counted twice.")
    public static class RequestsBeforeTheChannelIsThereCountOnce {
        @Actor
        public void reader(Receiving receiving) {
            receiving.subscription.request(1);
            receiving.subscription.request(1);
        }

        @Actor
        public void loop(Receiving receiving) {
            receiving.attach();
        }

        @Arbiter
        public void result(Receiving receiving, L_Result result) {
            result.r1 = receiving.received();
        }
    }

    @JCStressTest
    @Outcome(id = "1 2", expect = ACCEPTABLE, desc = "Both requests count.")
    @Outcome(expect = FORBIDDEN, desc = "A request was lost or counted twice.")
    public static class RequestsDuringAHandoverCountOnce {
        @Actor
        public void reader(Attached receiving) {
            receiving.subscription.request(1);
            receiving.subscription.request(1);
        }

        @Actor
        public void loop(Attached receiving) {
            receiving.turn();
            receiving.turn();
        }

        @Arbiter
        public void result(Attached receiving, L_Result result) {
            result.r1 = receiving.received();
        }
    }

    @JCStressTest
    @Outcome(id = "1 2", expect = ACCEPTABLE, desc = "Both requests count.")
    @Outcome(expect = FORBIDDEN, desc = "A request was lost or counted twice.")
    public static class RequestsOfTwoThreadsCountOnce {
        @Actor
        public void one(Attached receiving) {
            receiving.subscription.request(1);
        }

        @Actor
        public void other(Attached receiving) {
            receiving.subscription.request(1);
        }

        @Arbiter
        public void result(Attached receiving, L_Result result) {
            result.r1 = receiving.received();
        }
    }

    @JCStressTest
    @Outcome(id = ", true", expect = ACCEPTABLE, desc = "The peer is told to stop.")
    @Outcome(expect = FORBIDDEN, desc = "The channel goes on without a reader, or something was emitted unasked.")
    public static class ACancelBeforeTheChannelIsThereStopsIt {
        @Actor
        public void reader(Receiving receiving) {
            receiving.subscription.cancel();
        }

        @Actor
        public void loop(Receiving receiving) {
            receiving.attach();
        }

        @Arbiter
        public void result(Receiving receiving, LZ_Result result) {
            result.r1 = receiving.received();
            result.r2 = receiving.isStopped();
        }
    }

    @JCStressTest
    @Outcome(id = "failed, true", expect = ACCEPTABLE, desc = "Reactive Streams rule 3.9: one error, and the end.")
    @Outcome(expect = FORBIDDEN, desc = "No error, or more than one.")
    public static class ARequestOfNothingBeforeTheChannelIsThereFailsOnce {
        @Actor
        public void reader(Receiving receiving) {
            receiving.subscription.request(0);
        }

        @Actor
        public void loop(Receiving receiving) {
            receiving.attach();
        }

        @Arbiter
        public void result(Receiving receiving, LZ_Result result) {
            result.r1 = receiving.received();
            result.r2 = receiving.isStopped();
        }
    }
}
