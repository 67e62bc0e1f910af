package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLI_Result;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

/** An exchange that its subscriber cancels from a thread of its own, while the event loop starts or ends it. */
public final class ExchangeRaces {
    private ExchangeRaces() {}

    /** The handler does nothing, and the subscriber's own publisher never ends by itself. */
    @State
    public static class Exchanging implements Publisher<ByteBuffer>, Subscription {
        final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
        final Reading reading = new Reading();
        final Exchange exchange = new Exchange(joined.client(), reading);
        private String publisher = "unused";

        void start() {
            joined.client().run(() -> exchange.start(JoinedConnections.UNNAMED, this));
        }

        void report(LLI_Result result) {
            joined.loop().turn();
            result.r1 = publisher;
            result.r2 = reading.toString();
            result.r3 = joined.channels();
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> writer) {
            publisher = "subscribed";
            writer.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            // has nothing to send
        }

        @Override
        public void cancel() {
            publisher = "cancelled";
        }
    }

    @State
    public static class Started extends Exchanging {
        public Started() {
            start();
            joined.loop().turn();
        }
    }

    @JCStressTest
    @Outcome(id = "unused, , 0", expect = ACCEPTABLE, desc = "Cancelled before it began.")
    @Outcome(id = "cancelled, , 0", expect = ACCEPTABLE, desc = "Begun, and then cut short.")
    @Outcome(expect = FORBIDDEN, desc = "It goes on though nobody wants it, or signals after the cancel.")
    public static class ACancelDuringTheStartLeavesNothingOpen {
        @Actor
        public void subscriber(Exchanging exchanging) {
            exchanging.exchange.cancel();
        }

        @Actor
        public void loop(Exchanging exchanging) {
            exchanging.start();
            exchanging.joined.loop().turn();
        }

        @Arbiter
        public void result(Exchanging exchanging, LLI_Result result) {
            exchanging.report(result);
        }
    }

    @JCStressTest
    @Outcome(id = "cancelled, , 0", expect = ACCEPTABLE, desc = "Cancelled before the connection was lost.")
    @Outcome(id = "cancelled, failed, 0", expect = ACCEPTABLE, desc = "Lost before it was cancelled.")
    @Outcome(expect = FORBIDDEN, desc = "It goes on, or has failed twice.")
    public static class ACancelDuringTheLossOfTheConnectionEndsItOnce {
        @Actor
        public void subscriber(Started exchanging) {
            exchanging.exchange.cancel();
        }

        @Actor
        public void loop(Started exchanging) {
            exchanging.joined.loop().turn(() -> exchanging.joined.client().inputClosed(null));
        }

        @Arbiter
        public void result(Started exchanging, LLI_Result result) {
            exchanging.report(result);
        }
    }
}
