package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.reactivemux.reactor.Messages.utf8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Many senders, one stream: merged, fair, back-pressured, each message with its sender. All on one thread. */
@ExtendWith({NothingDropped.class, PatientVerifiers.class})
class FanInTest {
    private static final String IN = "in";
    private static final int PREFETCH = 4;
    private static final int WINDOW = MuxOptions.defaults().initialWindow();

    private final List<FanIn.End> ends = new ArrayList<>();
    private final FanIn fanIn = FanIn.create(PREFETCH, ends::add);
    private final MuxConnection client = connect();

    private MuxConnection connect() {
        return MuxPair.create(MuxPair.end().handle(IN, fanIn)).client();
    }

    private SignalLog<ByteBuffer> send(Flux<ByteBuffer> messages) {
        return SignalLog.of(client.exchange(IN, messages));
    }

    private Flux<String> texts() {
        return fanIn.messages().map(message -> Messages.text(message.buffer()));
    }

    private static Flux<ByteBuffer> endless(String word, AtomicInteger asked) {
        return Flux.generate(sink -> sink.next(utf8(word + " " + asked.getAndIncrement())));
    }

    /** Asks for one message at a time, when the one before has been taken. */
    private static final class OneByOne extends BaseSubscriber<FanIn.Message> {
        final Map<Long, Integer> bySender = new HashMap<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // the test asks
        }

        @Override
        protected void hookOnNext(FanIn.Message message) {
            bySender.merge(message.sender().number(), 1, Integer::sum);
        }

        void take(int count) {
            for (int i = 0; i < count; i++) {
                request(1);
            }
        }
    }

    /** Asks once, for a number that may be none. */
    private static class Asking implements CoreSubscriber<FanIn.Message> {
        private final long number;
        private @Nullable Throwable failure;

        Asking(long number) {
            this.number = number;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(number);
        }

        @Override
        public void onNext(FanIn.Message message) {
            throw new AssertionError(message);
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
        }

        @Override
        public void onComplete() {
            throw new AssertionError("it never completes by itself");
        }
    }

    @Test
    void aThousandBusyChannelsTakeTurnsHoweverLittleIsAskedFor() {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            send(endless("busy", asked));
        }
        assertThat(asked.get()).as("asked for ahead").isEqualTo(1_000 * PREFETCH);
        OneByOne subscriber = new OneByOne();
        fanIn.messages().subscribe(subscriber);
        for (int round = 1; round <= 20; round++) {
            subscriber.take(1_000);
            assertThat(subscriber.bySender).hasSize(1_000).containsValue(round);
            assertThat(subscriber.bySender.values()).allMatch(Integer.valueOf(round)::equals);
        }
        assertThat(asked.get()).isLessThanOrEqualTo(20_000 + 1_000 * PREFETCH);
        subscriber.cancel();
    }

    @Test
    void oneThatSpeaksSeldomIsHeardAtOnceBesideOneThatNeverStops() {
        Sinks.Many<ByteBuffer> seldom = Sinks.many().unicast().onBackpressureBuffer();
        send(endless("busy", new AtomicInteger()));
        send(seldom.asFlux());
        List<String> next = new ArrayList<>();
        BaseSubscriber<String> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(3);
            }

            @Override
            protected void hookOnNext(String text) {
                next.add(text);
            }
        };
        texts().subscribe(subscriber);
        seldom.tryEmitNext(utf8("seldom")).orThrow();
        subscriber.request(2);
        assertThat(next).hasSize(5).contains("seldom");
        subscriber.cancel();
    }

    @Test
    void eachSendersMessagesComeInOrderAndWithTheirSender() {
        for (int i = 0; i < 3; i++) {
            ChannelSpec spec = ChannelSpec.named(IN).metadata("who", utf8("sender " + i));
            client.exchange(spec, Numbered.messages("sender " + i, 10)).subscribe();
        }
        Map<String, List<String>> heard = new HashMap<>();
        fanIn.messages().take(30).toStream().forEach(message -> {
            FanIn.Sender sender = message.sender();
            assertThat(sender.channel()).isEqualTo(IN);
            assertThat(sender.peer().dialect()).isEqualTo(client.peer().dialect());
            String who = Messages.text(Objects.requireNonNull(sender.metadata().get("who")));
            heard.computeIfAbsent(who, unheard -> new ArrayList<>()).add(Messages.text(message.buffer()));
        });
        assertThat(heard)
                .hasSize(3)
                .allSatisfy((who, texts) -> assertThat(texts).isEqualTo(Numbered.texts(who, 10)));
    }

    @Test
    void whileNobodySubscribesOrAsksEachSenderIsAskedForThePrefetchOnly() {
        AtomicInteger asked = new AtomicInteger();
        send(endless("message", asked));
        assertThat(asked).hasValue(PREFETCH);
        StepVerifier.create(texts(), 0)
                .thenRequest(2)
                .expectNext("message 0", "message 1")
                .then(() -> assertThat(asked).hasValue(PREFETCH))
                .thenRequest(1)
                .expectNext("message 2")
                .then(() -> assertThat(asked).hasValue(PREFETCH + 3))
                .thenCancel()
                .verify();
    }

    /** Without demand here: twice 64 KiB, and one message that is larger. */
    @ParameterizedTest
    @ValueSource(ints = {4 << 10, 60 << 10, 2 << 20})
    void whatWaitsForEachSenderIsBoundedInBytesToo(int size) {
        FanIn farAhead = FanIn.create(100, ends::add);
        MuxOptions steady = MuxOptions.builder().growthBudget(0).build();
        MuxPair pair =
                MuxPair.create(MuxPair.end(), MuxPair.end().options(steady).handle(IN, farAhead));
        ByteBuffer message = ByteBuffer.allocate(size);
        SignalLog.of(pair.client().exchange(IN, Flux.generate(sink -> sink.next(message))));
        assertThat(waiting(pair)).isBetween((long) size, 2L * WINDOW + size);
        int enough = 100;
        StepVerifier.create(farAhead.messages().take(enough))
                .expectNextCount(enough)
                .verifyComplete();
        assertThat(waiting(pair) - (long) enough * size).isBetween((long) size, 2L * WINDOW + size);
    }

    private static long waiting(MuxPair pair) {
        ChannelSnapshot channel = pair.server().snapshot().channels().get(0);
        assertThat(channel.queuedInBytes()).isLessThanOrEqualTo(WINDOW);
        return channel.bytesReceived();
    }

    /** W-20: a message larger than its window is not begun with memory that all channels share. */
    @Test
    void whatNobodyTakesHereKeepsNoLargeMessageOfAnotherChannelWaiting() {
        int large = 1 << 20;
        MuxOptions scarce = MuxOptions.builder()
                .largestMessage(large)
                .reassemblyBudget(large)
                .build();
        MuxPair pair = MuxPair.create(
                MuxPair.end(),
                MuxPair.end().options(scarce).handle(IN, fanIn).handle("echo", echo -> echo.send(echo.receive())));
        ByteBuffer message = ByteBuffer.allocate(large);
        SignalLog.of(pair.client().exchange(IN, Flux.generate(sink -> sink.next(message))));
        StepVerifier.create(pair.client().request("echo", message))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void whoComesAfterACancelGoesOnWithTheNextMessage() {
        send(endless("message", new AtomicInteger()));
        StepVerifier.create(texts().take(3)).expectNextCount(3).verifyComplete();
        StepVerifier.create(texts().take(2))
                .expectNext("message 3", "message 4")
                .verifyComplete();
    }

    @Test
    void aSecondSubscriberIsTurnedAwayWhileThereIsOne() {
        StepVerifier.create(fanIn.messages())
                .then(() -> StepVerifier.create(fanIn.messages()).verifyError(IllegalStateException.class))
                .thenCancel()
                .verify();
        send(Flux.just(utf8("hello")));
        StepVerifier.create(texts().take(1)).expectNext("hello").verifyComplete();
    }

    @Test
    void aSendersExchangeCompletesWhenItsLastMessageWasEmitted() {
        SignalLog<ByteBuffer> sending = send(Numbered.messages("message", 2));
        assertThat(sending.isOpen()).isTrue();
        StepVerifier.create(texts(), 1)
                .expectNext("message 0")
                .then(() -> assertThat(sending.isOpen()).isTrue())
                .thenRequest(1)
                .expectNext("message 1")
                .then(() -> assertThat(sending.end().isOnComplete()).isTrue())
                .thenCancel()
                .verify();
        assertThat(ends).singleElement().extracting(FanIn.End::failure).isEqualTo(Optional.empty());
    }

    @Test
    void aSenderWithoutMessagesEndsThoughNobodyAsks() {
        assertThat(send(Flux.empty()).end().isOnComplete()).isTrue();
        assertThat(ends).hasSize(1);
    }

    @Test
    void ofASenderThatFailsWhatWasNotEmittedIsDroppedAndTheOthersGoOn() {
        List<ByteBuffer> discarded = new ArrayList<>();
        Sinks.Many<ByteBuffer> failing = Sinks.many().unicast().onBackpressureBuffer();
        send(failing.asFlux());
        Numbered.messages("dropped", 2)
                .subscribe(message -> failing.tryEmitNext(message).orThrow());
        StepVerifier.create(texts().doOnDiscard(ByteBuffer.class, discarded::add), 0)
                .then(() -> failing.tryEmitError(new ChannelException(ErrorCode.application(0x1001), "no more"))
                        .orThrow())
                .then(() -> send(Flux.just(utf8("well"))))
                .thenRequest(1)
                .expectNext("well")
                .thenCancel()
                .verify();
        assertThat(discarded).extracting(Messages::text).containsExactly("dropped 0", "dropped 1");
        assertThat(ends).first().satisfies(end -> {
            assertThat(end.sender().number()).isEqualTo(1);
            assertThat(((MuxException) end.failure().orElseThrow()).code()).isEqualTo(ErrorCode.application(0x1001));
        });
    }

    @Test
    void aConnectionThatIsLostFailsItsSendersOnly() {
        MuxConnection other = connect();
        SignalLog.of(other.exchange(IN, Flux.never()));
        send(endless("message", new AtomicInteger()));
        other.dispose();
        assertThat(ends)
                .singleElement()
                .satisfies(end -> assertThat(end.failure()).get().isInstanceOf(ConnectionException.class));
        StepVerifier.create(texts().take(100)).expectNextCount(100).verifyComplete();
    }

    /** C-30 */
    @Test
    void whatASenderHasSentAndEndedIsEmittedAlsoIfItHasGone() {
        MuxConnection shortLived = connect();
        SignalLog.of(shortLived.exchange(IN, Numbered.messages("last words", 2)));
        shortLived.dispose();
        StepVerifier.create(texts().take(2))
                .expectNext("last words 0", "last words 1")
                .verifyComplete();
        assertThat(ends).singleElement().extracting(FanIn.End::failure).isEqualTo(Optional.empty());
    }

    @Test
    void ofSendersThatHaveGoneNoMoreThanSoManyAreKept() {
        int tooMany = 3;
        for (int i = 0; i < FanIn.MOST_DEPARTED + tooMany; i++) {
            MuxConnection shortLived = connect();
            SignalLog.of(shortLived.exchange(IN, Flux.just(utf8("last word"))));
            shortLived.dispose();
        }
        assertThat(ends)
                .hasSize(tooMany)
                .allSatisfy(end -> assertThat(((MuxException) end.failure().orElseThrow()).code())
                        .isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        StepVerifier.withVirtualTime(() -> texts().take(FanIn.MOST_DEPARTED))
                .thenAwait(Duration.ofSeconds(1))
                .expectNextCount(FanIn.MOST_DEPARTED)
                .verifyComplete();
        assertThat(ends).hasSize(FanIn.MOST_DEPARTED + tooMany);
    }

    /** With credit for more than the inlets take, messages wait in the channels themselves. */
    @Test
    void theyAreCountedAlsoIfTheirChannelsHoldMoreThanWasTaken() {
        int tooMany = 50;
        MuxOptions generous = MuxOptions.builder().prefetch(100).build();
        for (int i = 0; i < FanIn.MOST_DEPARTED + tooMany; i++) {
            MuxConnection shortLived = MuxPair.create(
                            MuxPair.end(), MuxPair.end().options(generous).handle(IN, fanIn))
                    .client();
            SignalLog.of(shortLived.exchange(IN, Numbered.messages("last words", 10)));
            shortLived.dispose();
        }
        assertThat(ends)
                .hasSize(tooMany)
                .allSatisfy(end -> assertThat(((MuxException) end.failure().orElseThrow()).code())
                        .isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        int kept = 10 * FanIn.MOST_DEPARTED;
        StepVerifier.withVirtualTime(() -> texts().take(kept))
                .thenAwait(Duration.ofSeconds(1))
                .expectNextCount(kept)
                .verifyComplete();
        assertThat(ends).hasSize(FanIn.MOST_DEPARTED + tooMany);
    }

    @Test
    void aLongRunGoesOnWhereItKeepsNoEventLoopFromReading() {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            send(endless("message", asked));
        }
        List<String> threads = fanIn.messages()
                .take(10_000)
                .map(message -> Thread.currentThread().getName())
                .distinct()
                .collect(Collectors.toList())
                .block(PatientVerifiers.PATIENCE);
        assertThat(threads).first().isEqualTo(Thread.currentThread().getName());
        assertThat(Objects.requireNonNull(threads).subList(1, threads.size()))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("parallel-"));
    }

    @Test
    void aRequestOfNothingIsAnErrorAndTheEndOfThatSubscription() {
        Asking asking = new Asking(0);
        fanIn.messages().subscribe(asking);
        assertThat(asking.failure).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3.9");
        send(Flux.just(utf8("hello")));
        StepVerifier.create(texts().take(1)).expectNext("hello").verifyComplete();
    }

    @Test
    void aSubscriberThatThrowsIsGoneAndTheNextOneGoesOn() {
        send(endless("message", new AtomicInteger()));
        IllegalStateException thrown = new IllegalStateException("as was asked for");
        fanIn.messages().subscribe(new Asking(5) {
            @Override
            public void onNext(FanIn.Message message) {
                throw thrown;
            }
        });
        assertThat(NothingDropped.taken()).containsExactly(thrown);
        StepVerifier.create(texts().take(1)).expectNext("message 1").verifyComplete();
    }

    @Test
    void aSubscriberThatThrowsAtTheEndOfABadRequestIsGoneToo() {
        IllegalStateException thrown = new IllegalStateException("as was asked for");
        fanIn.messages().subscribe(new Asking(0) {
            @Override
            public void onError(Throwable cause) {
                throw thrown;
            }
        });
        assertThat(NothingDropped.taken()).containsExactly(thrown);
        send(Flux.just(utf8("hello")));
        StepVerifier.create(texts().take(1)).expectNext("hello").verifyComplete();
    }

    @Test
    void aSubscriberThatThrowsWhenItBeginsLeavesItsPlaceToTheNext() {
        IllegalStateException thrown = new IllegalStateException("as was asked for");
        fanIn.messages().subscribe(new Asking(1) {
            @Override
            public void onSubscribe(Subscription subscription) {
                throw thrown;
            }
        });
        assertThat(NothingDropped.taken()).containsExactly(thrown);
        send(Flux.just(utf8("hello")));
        StepVerifier.create(texts().take(1)).expectNext("hello").verifyComplete();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        IllegalStateException thrown = new IllegalStateException("as was asked for");
        FanIn careless = FanIn.create(1, end -> {
            throw thrown;
        });
        MuxConnection mux = MuxPair.create(MuxPair.end().handle(careless)).client();
        StepVerifier.create(mux.exchange("", Flux.empty())).verifyComplete();
        assertThat(NothingDropped.taken()).containsExactly(thrown);
    }

    @Test
    void aClientCanBeTheOneThatHears() {
        MuxPair pair = MuxPair.create(MuxPair.end().handle(IN, fanIn), MuxPair.end());
        pair.server().exchange(IN, Mono.just(utf8("from the server"))).subscribe();
        StepVerifier.create(texts().take(1)).expectNext("from the server").verifyComplete();
    }

    @Test
    void demandIsCancelledWithTheChannelOnly() {
        TestPublisher<ByteBuffer> publisher = TestPublisher.create();
        send(publisher.flux());
        publisher.next(utf8("message"));
        StepVerifier.create(texts().take(1)).expectNext("message").verifyComplete();
        publisher.assertNotCancelled();
        client.dispose();
        publisher.assertCancelled();
    }

    @Test
    void thePrefetchIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> FanIn.create(0, ends::add));
    }
}
