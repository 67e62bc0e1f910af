package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;
import static org.reactivemux.reactor.Sockets.channelsOf;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What can be seen of a connection and its channels from outside, at any moment and from any thread. */
@EachCarrier
class SnapshotTest {
    private static final int WINDOW = 131_072;

    @AutoClose
    private final Sockets sockets;

    private final MuxConnection mux;

    SnapshotTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        this.mux = sockets.connectTo(server -> server.handle("hold", channel -> Mono.never())
                .handle("swallow", channel -> channel.receive().then())
                .handle("id", channel -> channel.send(Mono.just(utf8(Integer.toUnsignedString(channel.id())))))
                .handle(
                        "three",
                        channel -> channel.send(Numbered.messages("message", 3)).then(Mono.never())));
    }

    private ChannelSnapshot only(String name) {
        assertThat(channelsOf(mux)).extracting(ChannelSnapshot::name).containsExactly(name);
        return channelsOf(mux).get(0);
    }

    @Test
    void aQuietConnectionHasNoChannels() {
        ConnectionSnapshot snapshot = mux.snapshot();
        assertThat(snapshot.transport()).isEqualTo(sockets.transport());
        assertThat(snapshot.channels()).isEmpty();
        assertThat(snapshot.lateFrames()).isZero();
    }

    @Test
    void aChannelIsListedByTheIdThatBothSidesKnow() {
        MuxChannel held = Objects.requireNonNull(mux.open(named("hold")).block(PATIENCE));
        assertThat(only("hold").id()).isEqualTo(held.id());
        StepVerifier.create(mux.open(named("id"))
                        .flatMap(channel -> channel.receive()
                                .single()
                                .map(id -> Messages.text(id).equals(Integer.toUnsignedString(channel.id())))))
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void theRoundTripIsKnownAfterTheHello() {
        Sockets.roundTrip(mux);
        assertThat(mux.snapshot().roundTrip())
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofNanos(1), PATIENCE));
    }

    @Test
    void framesAndBytesAreCounted() {
        Sockets.roundTrip(mux);
        ConnectionSnapshot before = mux.snapshot();
        StepVerifier.create(mux.request(ECHO, ByteBuffer.allocate(100_000)))
                .expectNextCount(1)
                .verifyComplete();
        ConnectionSnapshot after = mux.snapshot();
        assertThat(after.bytesSent() - before.bytesSent()).isBetween(100_000L, 110_000L);
        assertThat(after.bytesReceived() - before.bytesReceived()).isBetween(100_000L, 110_000L);
        assertThat(after.framesSent() - before.framesSent()).isBetween(2L, 100L);
        assertThat(after.framesReceived() - before.framesReceived()).isBetween(2L, 100L);
    }

    @Test
    void bothEndsCountTheSameFrames() {
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        mux.dispose();
        otherEnd.onClose().onErrorComplete().block(PATIENCE);
        ConnectionSnapshot here = mux.snapshot();
        ConnectionSnapshot there = otherEnd.snapshot();
        assertThat(there.framesReceived()).isEqualTo(here.framesSent());
        assertThat(there.bytesReceived()).isEqualTo(here.bytesSent());
    }

    @Test
    void aFreshChannelHasItsWindowsAndTheOnePrefetchedMessage() {
        mux.open(named("hold")).block(PATIENCE);
        ChannelSnapshot channel = only("hold");
        assertThat(channel.id()).isEqualTo(1);
        assertThat(channel.sending()).isEqualTo(Direction.OPEN);
        assertThat(channel.receiving()).isEqualTo(Direction.OPEN);
        assertThat(channel.credit()).isEqualTo(1);
        assertThat(channel.window()).isEqualTo(WINDOW);
        assertThat(channel.grantedMessages()).isEqualTo(1);
        assertThat(channel.grantedBytes()).isEqualTo(WINDOW);
        assertThat(channel.queuedInBytes()).isZero();
        assertThat(channel.queuedOutBytes()).isZero();
        assertThat(channel.queuedOutMessages()).isZero();
    }

    @Test
    void messagesThatNobodyHasTakenAreSeenAsQueued() {
        StepVerifier.create(mux.exchange(named("three").prefetch(10), Flux.never()), 0)
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> {
                    int bytes = "message 0message 1message 2".length();
                    ChannelSnapshot channel = only("three");
                    assertThat(channel.messagesReceived()).isEqualTo(3);
                    assertThat(channel.queuedInBytes()).isEqualTo(bytes);
                    assertThat(channel.grantedMessages()).isEqualTo(7);
                    assertThat(channel.grantedBytes()).isEqualTo(WINDOW - bytes);
                    assertThat(channel.receiving()).isEqualTo(Direction.ENDED);
                })
                .thenCancel()
                .verify();
    }

    @Test
    void aMessageThatDoesNotFitTheWindowIsSeenAsQueued() {
        StepVerifier.create(mux.exchange("hold", Mono.just(ByteBuffer.allocate(WINDOW + 1_000))))
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> {
                    ChannelSnapshot channel = only("hold");
                    assertThat(channel.window()).isZero();
                    assertThat(channel.credit()).isZero();
                    assertThat(channel.queuedOutMessages()).isEqualTo(1);
                    assertThat(channel.queuedOutBytes()).isEqualTo(1_000);
                    assertThat(channel.messagesSent()).isEqualTo(1);
                    assertThat(channel.sending()).isEqualTo(Direction.ENDING);
                })
                .thenCancel()
                .verify();
    }

    @Test
    void aDemandWithoutEndIsSeenAsNoLimit() {
        MuxChannel channel = Objects.requireNonNull(mux.open(named("hold")).block(PATIENCE));
        StepVerifier.create(channel.receive())
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> assertThat(only("hold").grantedMessages()).isEqualTo(-1))
                .thenCancel()
                .verify();
        assertThatSoon(() -> only("hold").receiving(), Direction.STOPPED::equals, "stopped");
    }

    @Test
    void aSnapshotDoesNotChange() {
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        ConnectionSnapshot before = otherEnd.snapshot();
        String asItWas = before.toString();
        mux.open(named("hold")).block(PATIENCE);
        assertThat(before).hasToString(asItWas);
        assertThat(otherEnd.snapshot()).isNotEqualTo(before);
    }

    /** What is seen from elsewhere while channels come and go may be a moment old, but never nonsense. */
    @Test
    void itMayBeTakenFromOtherThreadsWhileChannelsComeAndGo() {
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        Mono<Long> work = Flux.range(0, 2_000)
                .flatMap(i -> mux.request(ECHO, utf8("message " + i)), 100)
                .count();
        Flux<ConnectionSnapshot> looking = Flux.<ConnectionSnapshot>generate(sink -> {
                    assertSensible(mux.snapshot());
                    ConnectionSnapshot there = otherEnd.snapshot();
                    assertSensible(there);
                    sink.next(there);
                })
                .subscribeOn(Schedulers.boundedElastic());
        StepVerifier.create(Mono.firstWithSignal(work, looking.last().thenReturn(-1L)))
                .expectNext(2_000L)
                .verifyComplete();
    }

    private static void assertSensible(ConnectionSnapshot snapshot) {
        assertThat(snapshot.channels()).allSatisfy(channel -> {
            assertThat(channel.name()).isIn(ECHO, "other end");
            assertThat(channel.messagesSent()).isBetween(0L, 1L);
            assertThat(channel.messagesReceived()).isBetween(0L, 1L);
            assertThat(channel.window()).isBetween(0L, 131_072L);
            assertThat(channel.queuedOutBytes()).isBetween(0L, 100L);
            assertThat(channel.queuedInBytes()).isBetween(0L, 100L);
        });
    }

    /** A message leaves the queue frame by frame, and what has left is not counted twice. */
    @Test
    void whatIsQueuedIsNeverLessThanNothingWhileALargeMessageGoesOut() {
        int large = 5 * WINDOW;
        Mono<Long> work = mux.exchange("swallow", Flux.range(0, 300).map(i -> ByteBuffer.allocate(large)))
                .count();
        Flux<Long> looking = Flux.<Long>generate(sink -> {
                    long queued = mux.snapshot().channels().stream()
                            .mapToLong(ChannelSnapshot::queuedOutBytes)
                            .sum();
                    assertThat(queued).isBetween(0L, 300L * large);
                    sink.next(queued);
                })
                .subscribeOn(Schedulers.boundedElastic());
        StepVerifier.create(Mono.firstWithSignal(work, looking.last().thenReturn(-1L)))
                .expectNext(0L)
                .verifyComplete();
    }

    @Test
    void anEndedConnectionCanStillBeLookedAt() {
        mux.open(named("hold")).block(PATIENCE);
        mux.dispose();
        mux.onClose().block(PATIENCE);
        assertThatSoon(mux::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel is left");
    }
}
