package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.UnsupportedByPeerException;

/** A whole connection with a plain peer (docs/protocol.md, section 9, P-13, P-19 to P-23; K-15). */
class PlainConnectionTest {
    private final ScriptedPeer peer = ScriptedPeer.plain(Role.ACCEPTOR);

    /** P-21: a plain initiator ignores OPEN. */
    @Test
    void openingTowardsAPlainInitiatorFailsHere() {
        assertThatThrownBy(() -> peer.requestOpen(OptionalInt.empty()))
                .isInstanceOfSatisfying(
                        UnsupportedByPeerException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        peer.turn();
        assertThat(peer.read()).isEmpty();
    }

    /** P-21: a plain acceptor may open channels, and they are answered as always. */
    @Test
    void aPlainAcceptorMayOpenChannels() {
        ScriptedPeer acceptor = ScriptedPeer.plain(Role.INITIATOR);
        acceptor.send(Frame.open(2), Frame.data(2, "hello"));
        assertThat(acceptor.read()).containsExactly("ACK 2");
        acceptor.probe().request(1);
        assertThat(acceptor.probe().received()).containsExactly("\"hello\"");
    }

    /** P-19. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 20})
    void anErrorOnChannelZeroEndsTheConnectionWithInternal(int length) {
        ChannelProbe probe = peer.offer(1);
        peer.send(new Frame(0, Frame.ERROR, 0, new byte[length]), Frame.ping("after"));
        assertThat(probe.reader()).isEqualTo("failed INTERNAL");
        assertThat(peer.cause())
                .isInstanceOfSatisfying(
                        MuxException.class, cause -> assertThat(cause.code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(peer.read()).isEmpty();
    }

    /** P-20. */
    @Test
    void aCloseOnChannelZeroIsIgnored() {
        peer.send(Frame.close(0, 0), Frame.goAway(0), Frame.open(1));
        assertThat(peer.read()).containsExactly("ACK 1");
    }

    /** P-20, P-13: go-away is not sent; OPENs are refused, channels finish, then the connection closes. */
    @Test
    void leavingIsSilentAndRefusesWhatComes() {
        ChannelProbe probe = peer.offer(1);
        peer.session().goAway();
        peer.turn();
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.open(3));
        assertThat(peer.read()).containsExactly("ERROR 3 REFUSED", "CLOSE 3");
        probe.send("last").finish();
        assertThat(peer.read()).containsExactly("DATA 1 \"last\"", "CLOSE 1");
        assertThat(peer.hasEnded()).isTrue();
        assertThat(peer.cause()).isNull();
    }

    /** K-15: a plain peer has no other way to leave. */
    @Test
    void theEndOfTheStreamWithoutAChannelIsInGoodOrder() {
        ChannelProbe probe = peer.offer(1);
        probe.finish();
        peer.hangUp();
        assertThat(peer.hasEnded()).isTrue();
        assertThat(peer.cause()).isNull();
    }

    @Test
    void theEndOfTheStreamWithAChannelIsALoss() {
        ChannelProbe probe = peer.offer(1);
        peer.hangUp();
        assertThat(probe.reader()).isEqualTo("failed CONNECTION_LOST");
        assertThat(peer.cause()).isNotNull();
    }

    /** K-3. */
    @Test
    void pingsAreAnswered() {
        peer.send(new Frame(0, Frame.PING, 0x11, Frame.utf8("ping")));
        List<Frame> pongs = peer.readFrames();
        assertThat(pongs).extracting(Frame::toString).containsExactly("PONG [4]");
        assertThat(pongs.get(0).payload()).isEqualTo(ByteBuffer.wrap(Frame.utf8("ping")));
    }

    /** P-23, W-22. */
    @Test
    void lateFramesAreBorneAsFromAnyPeer() {
        ChannelProbe probe = peer.offer(1);
        probe.finish();
        peer.read();
        peer.send(Frame.data(1, 0, 65_536), Frame.grant(1, 5), Frame.close(1, 0), Frame.ack(1));
        assertThat(peer.read()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
        peer.send(Frame.data(1, "x"));
        assertThat(peer.readFrames())
                .last()
                .satisfies(frame -> assertThat(frame.errorText()).startsWith("rule W-6: "));
    }

    /** P-13: whatever programs do, a plain peer is never told what it does not know. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingThatAPlainPeerDoesNotKnowIsEverSent(long seed) {
        Random random = new Random(seed);
        Role role = seed % 2 == 0 ? Role.INITIATOR : Role.ACCEPTOR;
        ScriptedPeer other = ScriptedPeer.plain(
                role,
                MuxOptions.builder()
                        .splitForPlainPeers(seed % 3 == 0)
                        .closePlainAtCompletion(seed % 3 == 1)
                        .build());
        List<ChannelProbe> probes = new ArrayList<>();
        int opened = 0;
        for (int n = 0; n < 2_000; n++) {
            if (probes.size() < 10) {
                probes.add(role == Role.INITIATOR ? other.openAccepted() : other.offer(2 * opened++ + 1));
            }
            ChannelProbe probe = probes.get(random.nextInt(probes.size()));
            boolean done = act(other, probe, random);
            if (done) {
                probes.remove(probe);
            }
            for (Frame frame : other.readFrames()) {
                assertThat(frame.flags()).as("%s", frame).isZero();
                int length = frame.payload().remaining();
                switch (frame.type()) {
                    case Frame.OPEN, Frame.ACK -> assertThat(length).isZero();
                    case Frame.FLOW_CONTROL -> assertThat(length).isEqualTo(4);
                    case Frame.CLOSE -> assertThat(frame.channel()).isNotZero();
                    default -> assertThat(length).isLessThanOrEqualTo(65_536);
                }
            }
            assertThat(other.hasEnded()).isFalse();
        }
    }

    /** Does one thing at random on a channel; true when the channel is over with that. */
    private static boolean act(ScriptedPeer peer, ChannelProbe probe, Random random) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> probe.request(1 + random.nextInt(3)).send(ByteBuffer.allocate(random.nextInt(2_000)));
            case 3 -> peer.send(Frame.grant(probe.id(), random.nextInt(1_000)));
            case 4 -> probe.request(Long.MAX_VALUE);
            case 5 -> peer.pass(Duration.ofMillis(10));
            case 6 -> {
                probe.complete();
                probe.stop();
                return true;
            }
            case 7 -> {
                probe.finish();
                return true;
            }
            case 8 -> {
                probe.abort(ErrorCode.CANCELLED);
                return true;
            }
            default -> {
                peer.send(Frame.data(probe.id(), 0, random.nextInt(100)), Frame.close(probe.id(), 0));
                return true;
            }
        }
        return false;
    }
}
