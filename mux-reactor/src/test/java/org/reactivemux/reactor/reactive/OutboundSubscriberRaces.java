package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A producer that signals from a thread of its own, against the event loop that takes what was handed over. */
public final class OutboundSubscriberRaces {
    private OutboundSubscriberRaces() {}

    @State
    public static class Sending extends Writing {
        final Exception failure = new IllegalStateException("by design");
    }

    @JCStressTest
    @Outcome(id = "1 2 3 complete", expect = ACCEPTABLE, desc = "All of it.")
    @Outcome(expect = FORBIDDEN, desc = "Something was lost, doubled or overtaken.")
    public static class EverySignalArrivesOnceAndInOrder {
        @Actor
        public void producer(Sending sending) {
            sending.send(1);
            sending.send(2);
            sending.send(3);
            sending.writer.onComplete();
        }

        @Actor
        public void loop(Sending sending) {
            sending.loop().turn();
            sending.loop().turn();
        }

        @Arbiter
        public void result(Sending sending, L_Result result) {
            result.r1 = sending.received();
        }
    }

    @JCStressTest
    @Outcome(id = "1 failed, ", expect = ACCEPTABLE, desc = "Sent before the cancel: the peer has read it.")
    @Outcome(id = "failed, 1", expect = ACCEPTABLE, desc = "Cancelled first: discarded.")
    @Outcome(expect = FORBIDDEN, desc = "Neither or both.")
    public static class AMessageIsSentOrDiscardedWhenTheWriterIsCancelled {
        @Actor
        public void producer(Sending sending) {
            sending.send(1);
        }

        @Actor
        public void loop(Sending sending) {
            sending.loop().turn();
            sending.writer.cancel();
            sending.loop().turn();
        }

        @Arbiter
        public void result(Sending sending, LL_Result result) {
            result.r1 = sending.received();
            result.r2 = sending.discarded();
        }
    }

    @State
    public static class Moving extends Writing {
        volatile boolean moved;
    }

    @JCStressTest
    @Outcome(id = "1 2", expect = ACCEPTABLE, desc = "The producer has moved to the loop.")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "It did not get there in time.")
    @Outcome(expect = FORBIDDEN, desc = "What was signalled on the loop has overtaken what was handed over.")
    public static class AProducerThatMovesToTheLoopDoesNotOvertakeItself {
        @Actor
        public void producer(Moving moving) {
            moving.send(1);
            moving.moved = true;
        }

        @Actor
        public void loop(Moving moving) {
            moving.loop().turn(() -> {
                if (moving.moved) {
                    moving.send(2);
                }
            });
        }

        @Arbiter
        public void result(Moving moving, L_Result result) {
            result.r1 = moving.received();
        }
    }

    @JCStressTest
    @Outcome(id = "failed: by design", expect = ACCEPTABLE, desc = "The publisher's own error.")
    @Outcome(expect = FORBIDDEN, desc = "The error was lost on its way.")
    public static class ThePublishersErrorArrivesWithItsCause {
        @Actor
        public void producer(Sending sending) {
            sending.send(1);
            sending.writer.onError(sending.failure);
        }

        @Actor
        public void loop(Sending sending) {
            sending.loop().turn();
            sending.loop().turn();
        }

        @Arbiter
        public void result(Sending sending, L_Result result) {
            sending.loop().turn();
            result.r1 = sending.end();
        }
    }

    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "Whichever came first, the publisher is told.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody has cancelled the publisher.")
    public static class APublisherThatSubscribesDuringTheCancelIsCancelled {
        @Actor
        public void publisher(Sending sending) {
            sending.writer.onSubscribe(sending);
        }

        @Actor
        public void loop(Sending sending) {
            sending.loop().turn(sending.writer::cancel);
        }

        @Arbiter
        public void result(Sending sending, Z_Result result) {
            sending.loop().turn();
            result.r1 = sending.isUpstreamCancelled();
        }
    }
}
