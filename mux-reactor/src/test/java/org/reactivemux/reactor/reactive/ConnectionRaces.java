package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** What other threads have a connection do, while its event loop is at work. */
public final class ConnectionRaces {
    private ConnectionRaces() {}

    @State
    public static class Connected {
        private int handlers;
        final JoinedConnections joined = new JoinedConnections(channel -> {
            handlers++;
            return Mono.never();
        });

        void open() {
            joined.client().run(() -> joined.client().openCore(JoinedConnections.UNNAMED));
        }

        int handlers() {
            joined.loop().turn();
            return handlers;
        }
    }

    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both were run on the loop, and what they led to was written.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost, or nothing followed from it.")
    public static class EachOperationIsRunAndFollowedByATurn {
        @Actor
        public void stranger(Connected connected) {
            connected.open();
        }

        @Actor
        public void loop(Connected connected) {
            connected.joined.loop().turn(connected::open);
        }

        @Arbiter
        public void result(Connected connected, II_Result result) {
            result.r1 = connected.handlers();
            result.r2 = connected.joined.channels();
        }
    }

    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both were run on the loop, and what they led to was written.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost, or nothing followed from it.")
    public static class OperationsOfTwoStrangersAreBothRun {
        @Actor
        public void one(Connected connected) {
            connected.open();
        }

        @Actor
        public void other(Connected connected) {
            connected.open();
        }

        @Arbiter
        public void result(Connected connected, II_Result result) {
            result.r1 = connected.handlers();
            result.r2 = connected.joined.channels();
        }
    }

    @State
    public static class Watched extends Connected implements CoreSubscriber<Void> {
        private final Reading reading = new Reading();
        private int ends;

        public Watched() {
            joined.client().onClose().subscribe(this);
            joined.openChannel().receive().subscribe(reading);
            joined.loop().turn();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Void nothing) {
            throw new IllegalStateException("the end of a connection has no value");
        }

        @Override
        public void onError(Throwable cause) {
            ends++;
        }

        @Override
        public void onComplete() {
            ends++;
        }

        String read() {
            joined.loop().turn();
            return reading.toString();
        }

        int ends() {
            return ends;
        }
    }

    @JCStressTest
    @Outcome(id = "failed, 1", expect = ACCEPTABLE, desc = "The connection has one end, and so has its channel.")
    @Outcome(expect = FORBIDDEN, desc = "None, or two.")
    public static class DisposeDuringTheLossOfTheConnectionEndsItOnce {
        @Actor
        public void stranger(Watched watched) {
            watched.joined.client().dispose();
        }

        @Actor
        public void loop(Watched watched) {
            watched.joined.loop().turn(() -> watched.joined.client().inputClosed(null));
        }

        @Arbiter
        public void result(Watched watched, LI_Result result) {
            result.r1 = watched.read();
            result.r2 = watched.ends();
        }
    }

    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Whoever polls sees the end.")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The end stays hidden.")
    public static class WhoeverPollsSeesTheEnd {
        @Actor
        public void stranger(Connected connected) {
            while (!connected.joined.client().isDisposed()) {
                // busy on purpose: nothing but the state itself may make the end visible
            }
        }

        @Signal
        public void loop(Connected connected) {
            connected.joined.loop().turn(connected.joined.client()::dispose);
        }
    }
}
