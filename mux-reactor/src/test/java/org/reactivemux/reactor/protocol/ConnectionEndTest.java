package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/** How a connection ends at once (docs/protocol.md, F-10, F-11, K-13 to K-17, L-4). */
class ConnectionEndTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);

    /** K-13: every channel fails with the code and text of the ERROR. */
    @Test
    void anErrorOnChannelZeroEndsTheConnectionAndAllItsChannels() {
        ChannelProbe first = peer.offer(1);
        ChannelProbe second = peer.offer(3);
        first.send("1").send("2");
        peer.read();
        byte[] payload =
                ByteBuffer.allocate(7).putInt(0x1001).put(Frame.utf8("why")).array();
        peer.send(new Frame(0, Frame.ERROR, 0, payload), Frame.ping("after"));
        assertThat(peer.read()).as("nothing follows").isEmpty();
        for (ChannelProbe probe : List.of(first, second)) {
            assertThat(probe.reader()).isEqualTo("failed 0x1001");
            assertThat(probe.writer()).isEqualTo("failed 0x1001");
            assertThat(probe.channel().inbound().failure()).hasMessage("why");
        }
        assertThat(peer.cause()).isInstanceOf(ConnectionException.class).hasMessage("why");
        assertThat(first.dropped()).containsExactly("\"2\"");
    }

    /** E-2. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 9, 10, 12, 77, -1})
    void theCodeIsReportedAsItCame(int code) {
        ChannelProbe probe = peer.offer(1);
        peer.send(Frame.error(0, new ErrorCode(code)));
        assertThat(peer.cause())
                .isInstanceOfSatisfying(
                        MuxException.class,
                        cause -> assertThat(cause.code().value()).isEqualTo(code));
        assertThat(probe.reader()).isEqualTo("failed " + new ErrorCode(code));
    }

    /** K-13: ending a connection without grace is ERROR(CANCELLED) on channel 0, and nothing follows it. */
    @Test
    void endingWithoutGraceIsAnErrorOnChannelZeroAndNothingAfterIt() {
        ChannelProbe probe = peer.offer(1);
        peer.writable(false);
        probe.send("waits").request(100);
        peer.send(Frame.ping("waits too"));
        peer.session().abort(null, ErrorCode.CANCELLED, "closed");
        peer.writable(true);
        assertThat(peer.read()).containsExactly("ERROR 0 CANCELLED");
        probe.finish();
        peer.send(Frame.ping("more"));
        assertThat(peer.read()).isEmpty();
        assertThat(probe.writer()).isEqualTo("failed CANCELLED");
    }

    /** H-6: the hello is the very first frame, also when a refusal of the connection follows at once (H-11). */
    @Test
    void aRefusalOfThePeerFollowsTheHello() {
        ScriptedPeer stranger = ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());
        stranger.session()
                .abort(new ConnectionException(ErrorCode.UNAUTHORISED, "no", null), ErrorCode.UNAUTHORISED, "not you");
        stranger.turn();
        assertThat(stranger.read()).hasSize(2).last().isEqualTo("ERROR 0 UNAUTHORISED");
    }

    /** H-6. */
    @Test
    void aViolationThatIsReadBeforeAnythingIsWrittenIsAnsweredBehindTheHello() {
        ScriptedPeer stranger = ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());
        stranger.sendBytes(ByteBuffer.wrap(Frame.utf8("GET / HTTP/1.1\r\n\r\n")));
        assertThat(stranger.read()).hasSize(2);
        assertThat(stranger.hasEnded()).isTrue();
        ScriptedPeer self = ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());
        self.send(Frame.hello(Tlvs.role(Role.ACCEPTOR)));
        assertThat(self.read().get(0)).startsWith("PING HELLO");
        assertThat(self.read()).isEmpty();
    }

    /** F-11: what came before the violation counts, what comes after it does not. */
    @Test
    void framesBeforeAViolationAreProcessedAndNoneAfterIt() {
        ChannelProbe probe = peer.offer(1).request(1);
        peer.send(Frame.data(1, Frame.END, "before"), new Frame(0, 9, 0), Frame.open(3), Frame.ping("after"));
        assertThat(probe.received()).containsExactly("\"before\"");
        assertThat(probe.reader()).isEqualTo("completed");
        assertThat(peer.probes()).hasSize(1);
        assertThat(peer.read()).containsExactly("ERROR 0 PROTOCOL_ERROR");
    }

    /** K-15. */
    @Test
    void anEndOfStreamWithoutAWordIsALoss() {
        ChannelProbe probe = peer.offer(1);
        peer.hangUp();
        assertThat(peer.cause())
                .isInstanceOfSatisfying(
                        MuxException.class, cause -> assertThat(cause.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
        assertThat(probe.reader()).isEqualTo("failed CONNECTION_LOST");
        assertThat(probe.writer()).isEqualTo("failed CONNECTION_LOST");
        assertThat(peer.read()).isEmpty();
    }

    @Test
    void anEndOfStreamWithoutChannelsIsALossAsWell() {
        peer.hangUp();
        assertThat(peer.cause()).isNotNull();
    }

    /** K-12, K-15: after go-away with channels still open, the end is none in good order. */
    @Test
    void anEndOfStreamWithChannelsOpenIsALossAlsoAfterGoAway() {
        ChannelProbe probe = peer.offer(1);
        peer.send(Frame.goAway(0));
        peer.hangUp();
        assertThat(peer.cause()).isNotNull();
        assertThat(probe.reader()).isEqualTo("failed CONNECTION_LOST");
    }

    /** F-10: the end of the stream inside a frame is the loss of the connection. */
    @Test
    void anEndOfStreamInsideAFrameIsALossAlsoAfterGoAway() {
        peer.send(Frame.goAway(0));
        peer.sendBytes(Frame.ping("cut").bytes().limit(18));
        peer.hangUp();
        assertThat(peer.cause()).isNotNull();
    }

    @Test
    void theTransportsReasonIsPartOfTheCause() {
        IOException reset = new IOException("connection reset");
        peer.session().inputClosed(reset);
        peer.turn();
        assertThat(peer.cause()).hasMessageContaining("connection reset").hasCause(reset);
    }

    /** K-14: the reason that is still unread counts, not the failed write. */
    @Test
    void afterTheEndOfTheConnectionNothingChangesItsCause() {
        peer.send(Frame.error(0, ErrorCode.TIMEOUT));
        peer.hangUp();
        peer.session().abort(null, ErrorCode.CANCELLED, "");
        peer.turn();
        assertThat(peer.cause())
                .isInstanceOfSatisfying(
                        MuxException.class, cause -> assertThat(cause.code()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(peer.read()).isEmpty();
    }

    /** K-3. */
    @Test
    void pingsAreAnsweredInTheirOrderWithTheirPayload() {
        peer.send(Frame.ping("one"), Frame.ping(""), new Frame(0, Frame.PING, 0x7F, (byte) 3));
        List<Frame> pongs = peer.readFrames();
        assertThat(pongs).extracting(Frame::toString).containsExactly("PONG [3]", "PONG", "PONG [1]");
        assertThat(pongs.get(0).payload()).isEqualTo(ByteBuffer.wrap(Frame.utf8("one")));
    }

    /** K-4. */
    @Test
    void aPongNobodyAskedForIsIgnored() {
        peer.send(new Frame(0, Frame.PONG, 0, (byte) 1), new Frame(0, Frame.PONG, 0xFF));
        assertThat(peer.read()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** K-16: reading does not wait for writing. */
    @Test
    void framesAreTakenWhileNothingCanBeWritten() {
        ChannelProbe probe = peer.offer(1).request(100);
        peer.read();
        peer.writable(false);
        peer.send(Frame.ping("a"), Frame.data(1, "read"), Frame.open(3));
        assertThat(probe.received()).containsExactly("\"read\"");
        assertThat(peer.probes()).hasSize(2);
        assertThat(peer.read()).isEmpty();
        peer.writable(true);
        assertThat(peer.read()).contains("PONG [1]", "ACK 3");
    }

    /** L-4: answers that wait are bounded, and the connection is ended past it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPeerThatDoesNotReadItsAnswersIsGivenUp(boolean opens) {
        ScriptedPeer greedy = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(0).build());
        greedy.writable(false);
        for (int n = 0; n < 100 && !greedy.hasEnded(); n++) {
            Frame[] frames = new Frame[1_000];
            for (int m = 0; m < frames.length; m++) {
                frames[m] = opens ? Frame.open(2_000 * n + 2 * m + 1) : Frame.ping("ping");
            }
            greedy.send(frames);
        }
        assertThat(greedy.hasEnded()).isTrue();
        greedy.writable(true);
        assertThat(greedy.read()).containsExactly("ERROR 0 LIMIT_EXCEEDED");
    }

    /** S-1: many answers do not keep data waiting for ever. */
    @Test
    void controlFramesAreCappedWhileDataWaits() {
        ScriptedPeer busy = ScriptedPeer.extended(Role.ACCEPTOR);
        ChannelProbe writer = busy.offer(1);
        busy.writable(false);
        writer.send("data");
        Frame[] opens = new Frame[1_000];
        Arrays.setAll(opens, n -> Frame.open(2 * n + 3));
        busy.send(opens);
        busy.batchSize(8_192);
        busy.writable(true);
        assertThat(busy.read().indexOf("DATA 1 \"data\"")).isBetween(0, 900);
    }
}
