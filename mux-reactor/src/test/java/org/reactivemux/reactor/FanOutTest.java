package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.reactivemux.reactor.Messages.utf8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

/** One publisher, many peers: each gets what comes, and a slow one what its policy leaves it. All on one thread. */
@ExtendWith({NothingDropped.class, PatientVerifiers.class})
class FanOutTest {
    private static final ChannelSpec OUT = ChannelSpec.named("out").prefetch(0);

    private final TestPublisher<ByteBuffer> source = TestPublisher.create();

    /** A peer that asks for as much as the test says. */
    private static final class Peer extends BaseSubscriber<ByteBuffer> {
        final List<String> heard = new ArrayList<>();
        Throwable failure;
        boolean complete;

        Peer(MuxConnection mux) {
            this(mux, OUT);
        }

        @SuppressWarnings("NullAway.Init") // the failure, if there is one
        Peer(MuxConnection mux, ChannelSpec spec) {
            mux.exchange(spec, Flux.empty()).subscribe(this);
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // the test asks
        }

        @Override
        protected void hookOnNext(ByteBuffer message) {
            heard.add(Messages.text(message).strip());
        }

        @Override
        protected void hookOnError(Throwable cause) {
            failure = cause;
        }

        @Override
        protected void hookOnComplete() {
            complete = true;
        }
    }

    private static MuxConnection connectTo(FanOut fanOut) {
        return MuxPair.create(MuxPair.end().handle(OUT.name(), fanOut)).client();
    }

    private static Peer fast(FanOut fanOut) {
        Peer peer = new Peer(connectTo(fanOut));
        peer.requestUnbounded();
        return peer;
    }

    /** One that wants two messages, and no more. */
    private static Peer slow(FanOut fanOut) {
        Peer peer = new Peer(connectTo(fanOut));
        peer.request(2);
        return peer;
    }

    private void emit(int from, int to) {
        for (int i = from; i <= to; i++) {
            source.next(utf8("" + i));
        }
    }

    /** One that would take any number of messages, and has the window for four of those that follow. */
    private static Peer withoutWindow(FanOut fanOut) {
        return new Peer(connectTo(fanOut), OUT.prefetch(1_000));
    }

    private void emitLarge(int from, int to) {
        for (int i = from; i <= to; i++) {
            source.next(utf8("%-16384d".formatted(i)));
        }
    }

    private static List<String> numbers(int... numbers) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyPeerThatKeepsUpGetsAllFromTheMomentItCame(SlowPeer policy) {
        FanOut fanOut = FanOut.of(source.flux(), policy);
        Peer early = fast(fanOut);
        emit(1, 3);
        Peer late = fast(fanOut);
        emit(4, 5);
        assertThat(early.heard).isEqualTo(numbers(1, 2, 3, 4, 5));
        assertThat(late.heard).isEqualTo(numbers(4, 5));
        assertThat(fanOut.peers()).isEqualTo(2);
        assertThat(fanOut.dropped()).isZero();
    }

    @Test
    void forASlowPeerWhatIsNewIsDropped() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.DROP, 3);
        Peer slow = slow(fanOut);
        Peer fast = fast(fanOut);
        emit(1, 10);
        slow.requestUnbounded();
        emit(11, 11);
        assertThat(slow.heard).isEqualTo(numbers(1, 2, 3, 4, 5, 11));
        assertThat(fast.heard).hasSize(11);
        assertThat(fanOut.dropped()).isEqualTo(5);
    }

    @Test
    void forASlowPeerOnlyTheLatestIsKept() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.LATEST);
        Peer slow = slow(fanOut);
        Peer fast = fast(fanOut);
        emit(1, 10);
        slow.requestUnbounded();
        emit(11, 11);
        assertThat(slow.heard).isEqualTo(numbers(1, 2, 10, 11));
        assertThat(fast.heard).hasSize(11);
        assertThat(fanOut.dropped()).isEqualTo(7);
    }

    @Test
    void aSlowPeersChannelEndsWithATypedErrorAndTheOthersDoNotNotice() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.ERROR, 3);
        Peer slow = slow(fanOut);
        Peer fast = fast(fanOut);
        emit(1, 5);
        assertThat(fanOut.peers()).isEqualTo(2);
        emit(6, 10);
        assertThat(slow.heard).isEqualTo(numbers(1, 2));
        assertThat(slow.failure).isInstanceOf(ChannelException.class).hasMessageContaining("too slow");
        assertThat(((MuxException) slow.failure).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(fast.heard).hasSize(10);
        assertThat(fanOut.peers()).isEqualTo(1);
    }

    @Test
    void forAPeerWithoutWindowWhatIsNewIsDropped() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.DROP, 3);
        Peer slow = withoutWindow(fanOut);
        Peer fast = fast(fanOut);
        emitLarge(1, 20);
        slow.requestUnbounded();
        emitLarge(21, 21);
        assertThat(slow.heard).isEqualTo(numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 21));
        assertThat(fast.heard).hasSize(21);
        assertThat(fanOut.dropped()).isEqualTo(9);
    }

    @Test
    void forAPeerWithoutWindowOnlyTheLatestIsKept() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.LATEST);
        Peer slow = withoutWindow(fanOut);
        Peer fast = fast(fanOut);
        emitLarge(1, 20);
        slow.requestUnbounded();
        emitLarge(21, 21);
        assertThat(slow.heard).isEqualTo(numbers(1, 2, 3, 4, 5, 6, 7, 8, 20, 21));
        assertThat(fast.heard).hasSize(21);
        assertThat(fanOut.dropped()).isEqualTo(11);
    }

    @Test
    void aPeerWithoutWindowEndsWithATypedErrorAndTheOthersDoNotNotice() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.ERROR, 3);
        Peer slow = withoutWindow(fanOut);
        Peer fast = fast(fanOut);
        emitLarge(1, 11);
        assertThat(fanOut.peers()).isEqualTo(2);
        emitLarge(12, 20);
        assertThat(((MuxException) slow.failure).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(fast.heard).hasSize(20);
        assertThat(fanOut.peers()).isEqualTo(1);
    }

    @Test
    void aPeerThatComesWhileTheLastOneGoesHearsWhatFollows() {
        List<Runnable> whileCancelling = new ArrayList<>();
        List<Peer> newcomers = new ArrayList<>();
        FanOut fanOut =
                FanOut.of(source.flux().doOnCancel(() -> whileCancelling.forEach(Runnable::run)), SlowPeer.DROP);
        whileCancelling.add(() -> newcomers.add(fast(fanOut)));
        fast(fanOut).cancel();
        emit(1, 1);
        assertThat(newcomers).singleElement().satisfies(newcomer -> {
            assertThat(newcomer.heard).isEqualTo(numbers(1));
            assertThat(newcomer.failure).isNull();
        });
        source.assertSubscribers(1);
    }

    @Test
    void thePublisherRunsInNoPeersContext() {
        List<Boolean> inAContext = new ArrayList<>();
        Flux<ByteBuffer> curious = Flux.deferContextual(context -> {
            inAContext.add(context.hasKey("peer"));
            return source.flux();
        });
        FanOut fanOut = FanOut.of(curious, SlowPeer.DROP);
        MuxHandler traced = channel -> Mono.from(fanOut.handle(channel)).contextWrite(Context.of("peer", "the first"));
        Peer first = new Peer(
                MuxPair.create(MuxPair.end().handle(OUT.name(), traced)).client());
        assertThat(inAContext).containsExactly(false);
        first.cancel();
    }

    @Test
    void thePublisherIsSubscribedWithTheFirstPeerAndCancelledWithTheLast() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.DROP);
        source.assertWasNotSubscribed();
        Peer first = fast(fanOut);
        Peer second = fast(fanOut);
        source.assertSubscribers(1);
        first.cancel();
        source.assertSubscribers(1);
        second.cancel();
        source.assertCancelled();
        source.assertNoSubscribers();
        assertThat(fanOut.peers()).isZero();
        Peer third = fast(fanOut);
        emit(1, 1);
        assertThat(third.heard).isEqualTo(numbers(1));
    }

    @ParameterizedTest
    @EnumSource
    void thePublishersEndIsEveryPeersBehindWhatWaits(SlowPeer policy) {
        FanOut fanOut = FanOut.of(source.flux(), policy, 3);
        Peer slow = slow(fanOut);
        Peer fast = fast(fanOut);
        emit(1, 4);
        source.complete();
        assertThat(fast.complete).isTrue();
        assertThat(slow.complete).isFalse();
        slow.requestUnbounded();
        assertThat(slow.heard).isEqualTo(numbers(1, 2, 3, 4));
        assertThat(slow.complete).isTrue();
        assertThat(fanOut.peers()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void thePublishersErrorIsEveryPeers(SlowPeer policy) {
        FanOut fanOut = FanOut.of(source.flux(), policy);
        Peer one = fast(fanOut);
        Peer other = fast(fanOut);
        source.error(new ChannelException(ErrorCode.application(0x1001), "the exchange has closed"));
        for (Peer peer : List.of(one, other)) {
            assertThat(peer.failure).isInstanceOf(ChannelException.class).hasMessage("the exchange has closed");
            assertThat(((MuxException) peer.failure).code()).isEqualTo(ErrorCode.application(0x1001));
        }
    }

    @Test
    void whatAPeerSaysItselfIsOfNoAccount() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.DROP);
        List<String> heard = new ArrayList<>();
        connectTo(fanOut)
                .exchange(OUT, Numbered.messages("unheard", 3).concatWith(Flux.never()))
                .subscribe(message -> heard.add(Messages.text(message)));
        emit(1, 2);
        assertThat(heard).isEqualTo(numbers(1, 2));
    }

    @Test
    void aPeerThatIsLostIsForgotten() {
        FanOut fanOut = FanOut.of(source.flux(), SlowPeer.LATEST);
        MuxConnection mux = connectTo(fanOut);
        Peer lost = new Peer(mux);
        mux.dispose();
        assertThat(Objects.requireNonNull(lost.failure)).isInstanceOf(MuxException.class);
        assertThat(fanOut.peers()).isZero();
        source.assertCancelled();
    }

    @Test
    void theBufferIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> FanOut.of(source.flux(), SlowPeer.ERROR, 0));
    }
}
