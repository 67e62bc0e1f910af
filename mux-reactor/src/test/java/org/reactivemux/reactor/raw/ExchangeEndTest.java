package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.reactor.MuxClient;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;

/** How the directions of an exchange end, and each for itself: C-22 to C-27, seen frame by frame. */
class ExchangeEndTest {
    private static final Tlvs HELLO = Tlvs.hello(Tlvs.ACCEPTOR).u32(Tlvs.INITIAL_CREDIT, 100);

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();
    private final TestPublisher<ByteBuffer> writer = TestPublisher.create();

    private ClientToRawPeer exchanging(Publisher<ByteBuffer> outbound) {
        ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), HELLO);
        client.mux().exchange("x", outbound).subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        client.settle();
        return client;
    }

    private static List<RawFrame> withoutGrants(List<RawFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.type() != RawFrame.FLOW_CONTROL)
                .toList();
    }

    @Test
    void completionWithNothingQueuedIsAFin() {
        try (ClientToRawPeer client = exchanging(writer)) {
            writer.complete();

            assertThat(withoutGrants(client.settle())).containsExactly(RawFrame.close(1, RawFrame.FIN));
            assertThat(reader.isTerminated()).isFalse();
        }
    }

    @Test
    void theExchangeCompletesWhenBothDirectionsHaveEnded() {
        try (ClientToRawPeer client = exchanging(writer)) {
            client.peer().say(RawFrame.data(1, RawFrame.END, RawFrame.utf8("last")));
            client.settle();
            assertThat(reader.getReceivedOnNext()).hasSize(1);
            assertThat(reader.isTerminated()).isFalse();
            writer.complete();
            client.settle();

            assertThat(reader.isTerminatedComplete()).isTrue();
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void cancellingTellsThePeerToStopAndThenThatTheStreamIsCutShort() {
        try (ClientToRawPeer client = exchanging(writer)) {
            reader.cancel();

            List<RawFrame> said = withoutGrants(client.settle());
            assertThat(said).hasSize(2);
            assertThat(said.get(0)).isEqualTo(RawFrame.close(1, RawFrame.STOP));
            assertThat(said.get(1)).matches(frame -> frame.is(RawFrame.ERROR, 1));
            assertThat(said.get(1).integer(0)).isEqualTo(RawFrame.CANCELLED);
        }
    }

    @Test
    void cancellingFromWithinASignalSaysTheSame() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), HELLO)) {
            client.mux().exchange("x", writer).take(1).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.ack(1), RawFrame.data(1, "enough"));

            List<RawFrame> said = withoutGrants(client.settle());
            assertThat(said).startsWith(RawFrame.close(1, RawFrame.STOP)).hasSize(2);
            assertThat(said.get(1)).matches(frame -> frame.is(RawFrame.ERROR, 1));
        }
    }

    @Test
    void cancellingAnExchangeCancelsItsOutboundAndFreesItsChannel() {
        try (ClientToRawPeer client = exchanging(writer)) {
            reader.cancel();

            assertThat(client.peer().await(RawFrame.ERROR, 1).integer(0)).isEqualTo(RawFrame.CANCELLED);
            client.settle();
            writer.assertCancelled();
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void cancellingAfterTheOutboundHasEndedOnlyTellsThePeerToStop() {
        try (ClientToRawPeer client = exchanging(Mono.just(RawFrame.utf8("all")))) {
            reader.cancel();

            assertThat(withoutGrants(client.settle())).containsExactly(RawFrame.close(1, RawFrame.STOP));
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void theFailureOfTheOutboundTravelsWithCodeAndTextAndFailsTheExchange() {
        try (ClientToRawPeer client = exchanging(writer)) {
            ChannelException failure = new ChannelException(ErrorCode.application(0x1234), "out of paper");
            writer.error(failure);

            assertThat(client.peer().expect(RawFrame.ERROR, 1)).isEqualTo(RawFrame.error(1, 0x1234, "out of paper"));
            client.settle();
            assertThat(reader.expectTerminalError()).isSameAs(failure);
        }
    }

    @Test
    void ofAStrangersFailureOnlyTheFactTravels() {
        try (ClientToRawPeer client = exchanging(writer)) {
            writer.error(new IllegalStateException("the secret"));

            assertThat(client.peer().expect(RawFrame.ERROR, 1)).isEqualTo(RawFrame.error(1, RawFrame.INTERNAL, ""));
        }
    }

    @Test
    void anErrorOfThePeerFailsTheExchangeWithItsCodeAndText() {
        try (ClientToRawPeer client = exchanging(writer)) {
            client.peer().say(RawFrame.data(1, "dropped or not"), RawFrame.error(1, 0x2000, "disk full"));
            client.settle();

            assertThat(reader.expectTerminalError()).isInstanceOfSatisfying(ChannelException.class, failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.application(0x2000));
                assertThat(failure).hasMessage("disk full");
            });
            writer.assertCancelled();
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void aStopOfThePeerCancelsTheOutboundQuietlyAndTheInboundGoesOn() {
        try (ClientToRawPeer client = exchanging(writer)) {
            client.peer().say(RawFrame.close(1, RawFrame.STOP));
            assertThat(withoutGrants(client.settle())).as("no FIN is owed").isEmpty();
            writer.assertCancelled();
            assertThat(reader.isTerminated()).isFalse();
            client.peer().say(RawFrame.data(1, RawFrame.END, RawFrame.utf8("the answer")));
            client.settle();

            assertThat(reader.getReceivedOnNext()).containsExactly(RawFrame.utf8("the answer"));
            assertThat(reader.isTerminatedComplete()).isTrue();
        }
    }

    @Test
    void aStopOfThePeerFailsABareSend() {
        TestSubscriber<Void> sending = TestSubscriber.create();
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), HELLO)) {
            client.mux()
                    .open(ChannelSpec.named("sink"))
                    .flatMap((MuxChannel channel) -> channel.send(writer))
                    .subscribe(sending);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.ack(1), RawFrame.close(1, RawFrame.STOP));
            client.settle();

            assertThat(sending.expectTerminalError()).isInstanceOf(ChannelStoppedException.class);
        }
    }

    @Test
    void aCloseWithoutFlagsEndsBothDirectionsInGoodOrder() {
        try (ClientToRawPeer client = exchanging(writer)) {
            client.peer().say(RawFrame.data(1, "whole"), RawFrame.close(1, 0));
            client.settle();

            assertThat(reader.getReceivedOnNext()).containsExactly(RawFrame.utf8("whole"));
            assertThat(reader.isTerminatedComplete()).isTrue();
            writer.assertCancelled();
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void aCloseInsideAMessageFailsTheReader() {
        try (ClientToRawPeer client = exchanging(Flux.never())) {
            client.peer().say(RawFrame.data(1, RawFrame.MORE, RawFrame.utf8("ha")), RawFrame.close(1, 0));
            client.settle();

            assertThat(reader.expectTerminalError())
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CANCELLED));
        }
    }

    /** C-30: what had its END before the connection was lost still completes. */
    @Test
    void aDirectionThatHadEndedOnTheWireSurvivesTheErrorBehindIt() {
        TestSubscriber<ByteBuffer> slow =
                TestSubscriber.builder().initialRequest(1).build();
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), HELLO)) {
            client.mux()
                    .open(ChannelSpec.named("source").prefetch(2))
                    .flatMapMany(MuxChannel::receive)
                    .subscribe(slow);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer()
                    .say(
                            RawFrame.ack(1),
                            RawFrame.data(1, "one"),
                            RawFrame.data(1, RawFrame.END, RawFrame.utf8("two")),
                            RawFrame.error(1, RawFrame.INTERNAL, ""));
            client.settle();
            slow.request(1);
            client.settle();

            assertThat(slow.getReceivedOnNext()).containsExactly(RawFrame.utf8("one"), RawFrame.utf8("two"));
            assertThat(slow.isTerminatedComplete()).isTrue();
        }
    }
}
