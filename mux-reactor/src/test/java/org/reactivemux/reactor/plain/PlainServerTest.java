package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelSpec;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxOptions;
import org.reactivemux.UnsupportedByPeerException;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.raw.ClientToRawPeer;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.ServerToRawPeer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** How channels that a plain peer opens are accepted, refused and ended: P-14, P-17, P-20 to P-22. */
class PlainServerTest {
    private static final RawFrame OPEN = RawFrame.empty(1, RawFrame.OPEN, 0);

    @TempDir
    Path directory;

    private ServerToRawPeer connect(MuxServer server) {
        return ServerToRawPeer.connectPlain(directory, server);
    }

    private static void assertRefused(List<RawFrame> frames, int channel, int code) {
        assertThat(frames).hasSize(2);
        assertThat(frames.get(0)).matches(frame -> frame.is(RawFrame.ERROR, channel) && frame.integer(0) == code);
        assertThat(frames.get(1)).isEqualTo(RawFrame.close(channel, 0));
    }

    @Test
    void aChannelThatNobodyHandlesIsRefusedByErrorAndCloseWithoutAck() {
        try (ServerToRawPeer served = connect(MuxServer.create())) {
            served.peer().say(OPEN);

            assertRefused(served.settle(), 1, RawFrame.NO_HANDLER);
        }
    }

    @Test
    void aChannelBeyondTheMostIsRefusedByErrorAndCloseWithoutAck() {
        MuxOptions one = MuxOptions.builder().maxChannels(1).build();
        MuxServer server = MuxServer.create().options(one).handle(channel -> Mono.never());
        try (ServerToRawPeer served = connect(server)) {
            served.peer().say(OPEN);
            served.settle();
            served.peer().say(RawFrame.empty(3, RawFrame.OPEN, 0));

            assertRefused(served.settle(), 3, RawFrame.REFUSED);
        }
    }

    @Test
    void theAckIsEmpty() {
        try (ServerToRawPeer served = connect(MuxServer.create().handle(channel -> Mono.never()))) {
            served.peer().say(OPEN);

            assertThat(served.settle()).containsExactly(RawFrame.ack(1));
        }
    }

    @Test
    void thePayloadOfAnOpenIsIgnored() {
        MuxServer server = MuxServer.create().handle(channel -> channel.send(Mono.just(RawFrame.utf8(channel.name()))));
        try (ServerToRawPeer served = connect(server)) {
            served.peer().say(new RawFrame(1, RawFrame.OPEN, 0, RawFrame.utf8("no TLV at all")));

            assertThat(served.settle()).containsExactly(RawFrame.ack(1), RawFrame.data(1, ""), RawFrame.close(1, 0));
        }
    }

    @Test
    void aHandlerThatEndsClosesItsChannelBehindItsData() {
        MuxServer server =
                MuxServer.create().handle(channel -> channel.send(Flux.just(RawFrame.utf8("a"), RawFrame.utf8("b"))));
        try (ServerToRawPeer served = connect(server)) {
            served.peer().say(OPEN);

            assertThat(served.settle())
                    .containsExactly(
                            RawFrame.ack(1), RawFrame.data(1, "a"), RawFrame.data(1, "b"), RawFrame.close(1, 0));
            assertThat(served.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void aHandlerThatFailsSendsErrorAndClose() {
        MuxServer server = MuxServer.create().handle(channel -> Mono.error(new IllegalStateException("the secret")));
        try (ServerToRawPeer served = connect(server)) {
            served.peer().say(OPEN);

            assertThat(served.settle())
                    .containsExactly(RawFrame.ack(1), RawFrame.error(1, RawFrame.INTERNAL, ""), RawFrame.close(1, 0));
        }
    }

    /** L-10: what a handler leaves behind is not unread for ever. */
    @Test
    void messagesThatAFailingHandlerNeverReadDoNotCountAgainstThePeer() {
        MuxOptions options = MuxOptions.builder()
                .floodLimits(FloodLimits.defaults().withUnreadPlainMessages(1))
                .maxChannels(1)
                .build();
        MuxServer server =
                MuxServer.create().options(options).handle(channel -> Mono.error(new IllegalStateException("no use")));
        try (ServerToRawPeer served = connect(server)) {
            for (int id = 1; id < 20; id += 2) {
                served.peer()
                        .say(RawFrame.empty(id, RawFrame.OPEN, 0), RawFrame.data(id, "unread"), RawFrame.close(id, 0));
                served.settle();
            }
            assertThat(served.mux().isDisposed()).isFalse();
        }
    }

    @Test
    void openingTowardsAPlainInitiatorFailsAndNothingIsSent() {
        try (ServerToRawPeer served = connect(MuxServer.create())) {
            StepVerifier.create(served.mux().open(ChannelSpec.unnamed()))
                    .expectError(UnsupportedByPeerException.class)
                    .verify(Duration.ofSeconds(10));

            assertThat(served.settle()).isEmpty();
        }
    }

    @Test
    void aPlainAcceptorMayOpenChannelsToo() {
        MuxClient client = MuxClient.create().handle(channel -> channel.send(channel.receive()));
        try (ClientToRawPeer connected = ClientToRawPeer.connectPlain(directory, client)) {
            connected.peer().say(RawFrame.empty(2, RawFrame.OPEN, 0), RawFrame.data(2, "echo"));

            assertThat(connected.peer().await(RawFrame.ACK, 2).size()).isZero();
            assertThat(connected.peer().await(RawFrame.DATA, 2)).isEqualTo(RawFrame.data(2, "echo"));
        }
    }

    @Test
    void aShutdownRefusesWhatIsOpenedAfterIt() {
        try (ServerToRawPeer served = connect(MuxServer.create().handle(channel -> Mono.never()))) {
            served.peer().say(OPEN);
            served.settle();
            served.mux().shutdown(Duration.ofMinutes(1)).subscribe();
            assertThat(served.settle()).isEmpty();
            served.peer().say(RawFrame.empty(3, RawFrame.OPEN, 0));

            assertRefused(served.settle(), 3, RawFrame.REFUSED);
        }
    }

    @Test
    void aPingIsAnsweredWithItsPayloadAndNoFlags() {
        try (ServerToRawPeer served = connect(MuxServer.create())) {
            served.peer().say(new RawFrame(0, RawFrame.PING, 0x01, RawFrame.integers(7)));

            assertThat(served.peer().next()).isEqualTo(new RawFrame(0, RawFrame.PONG, 0, RawFrame.integers(7)));
        }
    }

    /** P-22: silence alone does not close a plain peer, however often it was asked for a sign of life. */
    @Test
    void aPeerThatAnswersNoPingIsKept() {
        MuxOptions watchful = MuxOptions.builder()
                .keepaliveInterval(Duration.ofMillis(20))
                .keepaliveTimeout(Duration.ofMillis(20))
                .build();
        try (ServerToRawPeer served = connect(MuxServer.create().options(watchful))) {
            for (int i = 0; i < 5; i++) {
                assertThat(served.peer().next()).matches(frame -> frame.is(RawFrame.PING, 0) && frame.flags() == 0);
            }
            assertThat(served.binding().connections()).hasSize(1);
        }
    }

    @Test
    void whatAHandlerDidNotReadIsNotHeldAgainstIt() {
        MuxServer server =
                MuxServer.create().handle(channel -> channel.receive().take(1).then());
        try (ServerToRawPeer served = connect(server)) {
            served.peer().say(OPEN, RawFrame.data(1, "read"), RawFrame.data(1, 0, ByteBuffer.allocate(50_000)));
            served.peer().await(RawFrame.CLOSE, 1);
            served.peer().say(RawFrame.data(1, 0, ByteBuffer.allocate(15_000)), RawFrame.ack(1));

            assertThat(served.settle()).isEmpty();
        }
    }
}
