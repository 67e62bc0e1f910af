package org.reactivemux.reactor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.reactivemux.Codec;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.reactive.JoinedConnections;
import org.reactivemux.reactor.reactive.Room;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Two channels on two event loops flow into one stream, whose subscriber asks and cancels on a third thread. */
public final class MergeRaces {
    private static final ByteBuffer LARGE = ByteBuffer.allocate(64 << 10);

    private MergeRaces() {}

    @State
    public static class Merging {
        private final MuxConnection connection = new JoinedConnections(channel -> Mono.never()).client();
        final AtomicInteger ends = new AtomicInteger();
        final FanIn fanIn = FanIn.create(4, end -> ends.incrementAndGet());
        final Speaker one = new Speaker();
        final Speaker other = new Speaker();
        final Hearer hearer = new Hearer();

        public Merging() {
            Flux.from(fanIn.handle(one)).subscribe();
            Flux.from(fanIn.handle(other)).subscribe();
            fanIn.messages().subscribe(hearer);
        }

        /** A channel on which a test says something. */
        final class Speaker extends Flux<ByteBuffer> implements MuxChannel, Subscription {
            private CoreSubscriber<? super ByteBuffer> inlet;
            final AtomicInteger requests = new AtomicInteger();

            @SuppressWarnings("NullAway.Init") // the subscription comes first
            private Speaker() {}

            @Override
            public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
                inlet = actual;
                actual.onSubscribe(this);
            }

            @Override
            public void request(long n) {
                requests.incrementAndGet();
            }

            @Override
            public void cancel() {
                // nobody does
            }

            void say() {
                inlet.onNext(ByteBuffer.allocate(1));
            }

            /** As much as the inlet takes of one channel. */
            void sayMuch() {
                inlet.onNext(LARGE.duplicate());
            }

            boolean mayGoOn() {
                return inlet.currentContext().get(Room.class).isLeft();
            }

            void end() {
                inlet.onComplete();
            }

            void fail() {
                inlet.onError(new IllegalStateException("as was asked for"));
            }

            @Override
            public Flux<ByteBuffer> receive() {
                return this;
            }

            @Override
            public Mono<Void> send(Publisher<? extends ByteBuffer> messages) {
                return Mono.never();
            }

            @Override
            public int id() {
                return 1;
            }

            @Override
            public String name() {
                return "";
            }

            @Override
            public Map<String, ByteBuffer> metadata() {
                return Map.of();
            }

            @Override
            public Optional<Codec> codec() {
                return Optional.empty();
            }

            @Override
            public MuxConnection connection() {
                return connection;
            }
        }
    }

    /** Counts, without an atomic, so that signals at the same time would show. */
    public static final class Hearer extends BaseSubscriber<FanIn.Message> {
        int heard;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // the actors ask
        }

        @Override
        protected void hookOnNext(FanIn.Message message) {
            heard++;
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are heard, one after the other.")
    @Outcome(expect = FORBIDDEN, desc = "A message or a request was lost, or both came at the same time.")
    public static class TwoWhoSpeakWhileOneAsksAreHeard {
        @Actor
        public void one(Merging merging) {
            merging.one.say();
        }

        @Actor
        public void other(Merging merging) {
            merging.other.say();
        }

        @Actor
        public void hearer(Merging merging) {
            merging.hearer.request(2);
        }

        @Arbiter
        public void result(Merging merging, I_Result result) {
            result.r1 = merging.hearer.heard;
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both are heard.")
    @Outcome(expect = FORBIDDEN, desc = "The second waits in no line, for the first still seemed to be there.")
    public static class AMessageDuringTheEmissionOfTheOneBeforeIsHeard {
        @Actor
        public void speaker(Merging merging) {
            merging.one.say();
            merging.one.say();
        }

        @Actor
        public void hearer(Merging merging) {
            merging.hearer.request(2);
        }

        @Arbiter
        public void result(Merging merging, I_Result result) {
            result.r1 = merging.hearer.heard;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The message, then the end.")
    @Outcome(expect = FORBIDDEN, desc = "The end was lost, or told twice.")
    public static class AnEndDuringTheEmissionOfTheLastMessageIsToldOnce {
        @Actor
        public void speaker(Merging merging) {
            merging.one.say();
            merging.one.end();
        }

        @Actor
        public void hearer(Merging merging) {
            merging.hearer.request(1);
        }

        @Arbiter
        public void result(Merging merging, II_Result result) {
            result.r1 = merging.hearer.heard;
            result.r2 = merging.ends.get();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The message was emitted before the failure.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It was dropped.")
    @Outcome(expect = FORBIDDEN, desc = "The failure was lost, or told twice.")
    public static class AFailureDuringTheEmissionIsToldOnce {
        @Actor
        public void speaker(Merging merging) {
            merging.one.say();
            merging.one.fail();
        }

        @Actor
        public void hearer(Merging merging) {
            merging.hearer.request(1);
        }

        @Arbiter
        public void result(Merging merging, II_Result result) {
            result.r1 = merging.hearer.heard;
            result.r2 = merging.ends.get();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It had been emitted before anybody looked.")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "There was no room; the channel is told when there is.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "There was room at the second look; told once too often.")
    @Outcome(expect = FORBIDDEN, desc = "The channel waits for room, and nobody tells it.")
    public static class WhoFindsNoRoomIsToldWhenThereIs {
        @Actor
        public void speaker(Merging merging, II_Result result) {
            merging.one.sayMuch();
            result.r1 = merging.one.mayGoOn() ? 1 : 0;
        }

        @Actor
        public void hearer(Merging merging) {
            merging.hearer.request(1);
        }

        @Arbiter
        public void result(Merging merging, II_Result result) {
            result.r2 = merging.one.requests.get();
        }
    }

    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "Heard by the first or by the second.")
    @Outcome(expect = FORBIDDEN, desc = "Lost between them, or the second was turned away for good.")
    public static class AMessageDuringAChangeOfSubscribersIsHeardByOneOfThem {
        @Actor
        public void speaker(Merging merging) {
            merging.one.say();
        }

        @Actor
        public void hearer(Merging merging) {
            merging.hearer.request(1);
            merging.hearer.cancel();
        }

        @Arbiter
        public void result(Merging merging, I_Result result) {
            Hearer next = new Hearer();
            merging.fanIn.messages().subscribe(next);
            next.request(1);
            result.r1 = merging.hearer.heard + next.heard;
        }
    }
}
