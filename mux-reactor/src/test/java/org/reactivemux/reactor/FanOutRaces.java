package org.reactivemux.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Peers of one publisher come and go on event loops of their own. */
public final class FanOutRaces {
    private FanOutRaces() {}

    @State
    public static class Sharing {
        final Source source = new Source();
        final Flux<ByteBuffer> shared = new Broadcast(source);
        final Hearer early = new Hearer();
        final Hearer late = new Hearer();
    }

    @State
    public static class Heard extends Sharing {
        /** There is a peer. */
        public Heard() {
            shared.subscribe(early);
        }
    }

    /** Has a subscription for each generation that has not ended. */
    static final class Source implements Publisher<ByteBuffer> {
        private final Set<Running> running = ConcurrentHashMap.newKeySet();

        private final class Running implements Subscription {
            private final Subscriber<? super ByteBuffer> subscriber;

            Running(Subscriber<? super ByteBuffer> subscriber) {
                this.subscriber = subscriber;
            }

            @Override
            public void request(long n) {
                // the test emits
            }

            @Override
            public void cancel() {
                running.remove(this);
            }
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            Running begun = new Running(subscriber);
            running.add(begun);
            subscriber.onSubscribe(begun);
        }

        int subscriptions() {
            return running.size();
        }

        void emit() {
            running.forEach(each -> each.subscriber.onNext(ByteBuffer.allocate(1)));
        }

        void complete() {
            running.forEach(each -> {
                running.remove(each);
                each.subscriber.onComplete();
            });
        }
    }

    /** Counts, without an atomic, what it hears and how often that ends. */
    static final class Hearer extends BaseSubscriber<ByteBuffer> {
        int heard;
        int ends;

        @Override
        protected void hookOnNext(ByteBuffer message) {
            heard++;
        }

        @Override
        protected void hookOnComplete() {
            ends++;
        }

        @Override
        protected void hookOnError(Throwable cause) {
            ends += 10;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Hears what follows, from the only subscription.")
    @Outcome(expect = FORBIDDEN, desc = "Ended or deaf with the one that went, or the publisher runs for nobody.")
    public static class WhoComesWhileTheLastOneGoesHearsWhatFollows {
        @Actor
        public void last(Heard sharing) {
            sharing.early.cancel();
        }

        @Actor
        public void newcomer(Heard sharing) {
            sharing.shared.subscribe(sharing.late);
        }

        @Arbiter
        public void result(Heard sharing, III_Result result) {
            sharing.source.emit();
            result.r1 = sharing.late.heard;
            result.r2 = sharing.late.ends;
            result.r3 = sharing.source.subscriptions();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both hear the one subscription.")
    @Outcome(expect = FORBIDDEN, desc = "The publisher was subscribed for each, or one is deaf.")
    public static class TwoWhoComeFirstShareOneSubscription {
        @Actor
        public void one(Sharing sharing) {
            sharing.shared.subscribe(sharing.early);
        }

        @Actor
        public void other(Sharing sharing) {
            sharing.shared.subscribe(sharing.late);
        }

        @Arbiter
        public void result(Sharing sharing, III_Result result) {
            sharing.source.emit();
            result.r1 = sharing.early.heard;
            result.r2 = sharing.late.heard;
            result.r3 = sharing.source.subscriptions();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nothing is left.")
    @Outcome(expect = FORBIDDEN, desc = "Each took the other for one that stays: the publisher runs for nobody.")
    public static class WhenBothGoThePublisherIsCancelled {
        @Actor
        public void one(Sharing sharing) {
            sharing.shared.subscribe(sharing.early);
            sharing.early.cancel();
        }

        @Actor
        public void other(Sharing sharing) {
            sharing.shared.subscribe(sharing.late);
            sharing.late.cancel();
        }

        @Arbiter
        public void result(Sharing sharing, II_Result result) {
            result.r1 = sharing.source.subscriptions();
            result.r2 = sharing.early.ends + sharing.late.ends;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Came before the end.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Came after it, and has begun anew.")
    @Outcome(expect = FORBIDDEN, desc = "Ended twice, or belongs to what has ended.")
    public static class WhoComesWhileThePublisherEndsEndsWithItOrBeginsAnew {
        @Actor
        public void publisher(Heard sharing) {
            sharing.source.complete();
        }

        @Actor
        public void newcomer(Heard sharing) {
            sharing.shared.subscribe(sharing.late);
        }

        @Arbiter
        public void result(Heard sharing, II_Result result) {
            result.r1 = sharing.late.ends;
            result.r2 = sharing.source.subscriptions();
        }
    }
}
