package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.subscriber.TestSubscriber;

/** What our client makes of a peer that leaves: K-9, K-11, K-12, K-13, K-15. */
class PeersGoAwayTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> accepted = TestSubscriber.create();
    private final TestSubscriber<ByteBuffer> waiting = TestSubscriber.create();

    /** A client with channel 1 accepted and channel 3 not answered, told to go away with that last id. */
    private ClientToRawPeer toldToGo(int lastAccepted) {
        ClientToRawPeer client = ClientToRawPeer.connect(directory);
        client.mux().exchange("accepted", Flux.never()).subscribe(accepted);
        client.peer().await(RawFrame.OPEN, 1);
        client.mux().exchange("waiting", Flux.never()).subscribe(waiting);
        client.peer().await(RawFrame.OPEN, 3);
        client.peer().say(RawFrame.ack(1), RawFrame.goAway(lastAccepted, 0));
        client.settle();
        return client;
    }

    @Test
    void openingAfterThePeersGoAwayFailsLocallyAndIsSafeToRetry() {
        try (ClientToRawPeer client = toldToGo(3)) {
            StepVerifier.create(client.mux().open(ChannelSpec.named("late")))
                    .expectErrorSatisfies(refused -> {
                        assertThat(((MuxException) refused).code()).isEqualTo(ErrorCode.REFUSED);
                        assertThat(((MuxException) refused).retrySafe()).isTrue();
                    })
                    .verify(SOON);
            assertThat(client.settle()).isEmpty();
        }
    }

    @Test
    void anUnansweredChannelAboveTheLastIdFailsAtOnceAndIsSafeToRetry() {
        try (ClientToRawPeer client = toldToGo(1)) {
            assertThat(waiting.expectTerminalError())
                    .isInstanceOfSatisfying(
                            ChannelRefusedException.class,
                            refused -> assertThat(refused.retrySafe()).isTrue());
            assertThat(accepted.isTerminated()).isFalse();
            assertThat(client.settle()).isEmpty();
        }
    }

    /** C-18: kept until its answer, which is then no violation. */
    @Test
    void suchAChannelIsKeptUntilItsRefusalComes() {
        try (ClientToRawPeer client = toldToGo(1)) {
            client.peer().say(RawFrame.error(3, RawFrame.REFUSED, "going"));

            assertThat(client.settle()).isEmpty();
            assertThat(client.mux().snapshot().channels()).hasSize(1);
        }
    }

    @Test
    void aChannelUpToTheLastIdGoesOn() {
        try (ClientToRawPeer client = toldToGo(3)) {
            client.peer().say(RawFrame.ack(3), RawFrame.data(3, RawFrame.END, RawFrame.utf8("finished")));
            client.settle();

            assertThat(waiting.getReceivedOnNext()).containsExactly(RawFrame.utf8("finished"));
        }
    }

    @Test
    void theEndOfTheStreamAfterAGoAwayIsInGoodOrder() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            CompletableFuture<Void> closed = client.mux().onClose().toFuture();
            client.peer().say(RawFrame.goAway(0, 0));
            client.settle();
            client.peer().close();

            assertThat(closed).succeedsWithin(SOON);
        }
    }

    @Test
    void theEndOfTheStreamWithoutAWordIsALostConnection() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            client.mux().exchange("x", Flux.never()).subscribe(accepted);
            client.peer().await(RawFrame.OPEN, 1);
            client.peer().close();

            StepVerifier.create(client.mux().onClose())
                    .expectErrorSatisfies(
                            lost -> assertThat(((MuxException) lost).code()).isEqualTo(ErrorCode.CONNECTION_LOST))
                    .verify(SOON);
            assertThat(accepted.expectTerminalError())
                    .isInstanceOfSatisfying(
                            MuxException.class, lost -> assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
        }
    }

    @Test
    void anErrorOnTheConnectionFailsEveryChannelWithItsCodeAndText() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            client.mux().exchange("x", Flux.never()).subscribe(accepted);
            client.peer().await(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.error(0, 0x4242, "the building is on fire"));
            client.peer().untilEnd();

            assertThat(accepted.expectTerminalError()).isInstanceOfSatisfying(MuxException.class, fire -> {
                assertThat(fire.code()).isEqualTo(ErrorCode.application(0x4242));
                assertThat(fire).hasMessage("the building is on fire");
            });
        }
    }

    /** K-2: a repeated go-away may lower what it promised. */
    @Test
    void aRepeatedGoAwayMayTakeBackWhatItPromised() {
        try (ClientToRawPeer client = toldToGo(3)) {
            client.peer().say(RawFrame.goAway(1, 0));
            client.settle();

            assertThat(waiting.isTerminatedError()).isTrue();
        }
    }

    @Test
    void ourShutdownDoesNotRefuseWhatThePeerDoesNotKnowOfYet() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            client.mux().exchange("x", Flux.never()).subscribe(accepted);
            client.peer().await(RawFrame.OPEN, 1);
            client.mux().shutdown(Duration.ofMinutes(1)).subscribe();
            client.peer().await(RawFrame.CLOSE, 0);
            client.peer().say(RawFrame.ack(1), RawFrame.data(1, "goes on"));
            client.settle();

            assertThat(accepted.getReceivedOnNext()).containsExactly(RawFrame.utf8("goes on"));
        }
    }
}
