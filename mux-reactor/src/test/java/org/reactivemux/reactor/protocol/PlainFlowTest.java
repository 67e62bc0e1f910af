package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxOptions;

/** Windows with a plain peer, as reader and as writer (docs/protocol.md, section 9, P-1, P-6 to P-12, P-16). */
class PlainFlowTest {
    private final ScriptedPeer peer = ScriptedPeer.plain(
            Role.ACCEPTOR, MuxOptions.builder().initialWindow(1_024).prefetch(0).build());
    private final ChannelProbe probe = peer.offer(1);

    /** P-6: 65,536 bytes whatever the settings; there is no credit. */
    @Test
    void thePeerMaySendAWindowWhateverTheOptionsSay() {
        peer.send(Frame.data(1, 0, 30_000), Frame.data(1, 0, 30_000), Frame.data(1, 0, 5_536));
        assertThat(peer.hasEnded()).isFalse();
        assertThat(peer.read()).isEmpty();
    }

    /** P-7: a plain peer may send all of its window in one frame. */
    @ParameterizedTest
    @ValueSource(ints = {1_024, 65_536, 1_000_000})
    void oneFrameMayCarryTheWholeWindow(int largestFrame) {
        ScriptedPeer other = ScriptedPeer.plain(
                Role.ACCEPTOR, MuxOptions.builder().largestFrame(largestFrame).build());
        other.offer(1).request(1);
        other.send(Frame.data(1, 0, 65_536));
        assertThat(other.probe().received()).containsExactly("[65536]");
    }

    /** P-11: all consumed bytes, at the latest 10 ms after the last consumption. */
    @Test
    void consumedBytesGoBackWithinTenMilliseconds() {
        probe.request(10);
        peer.send(Frame.data(1, "few"));
        assertThat(peer.read()).isEmpty();
        assertThat(peer.untilDeadline()).isLessThanOrEqualTo(Duration.ofMillis(10));
        peer.pass(Duration.ofMillis(10));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 3 bytes");
        assertThat(peer.untilDeadline()).as("no timer without need").isGreaterThan(Duration.ofSeconds(1));
        peer.send(Frame.data(1, "more"));
        peer.pass(Duration.ofMillis(10));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 4 bytes");
    }

    @Test
    void whatManyChannelsOweGoesBackTogether() {
        probe.request(10);
        ChannelProbe other = peer.offer(3).request(10);
        peer.send(Frame.data(1, "one"), Frame.data(3, "three"));
        peer.pass(Duration.ofMillis(4));
        peer.send(Frame.data(3, "!"));
        peer.pass(Duration.ofMillis(10));
        assertThat(peer.read()).containsExactlyInAnyOrder("FLOW_CONTROL 1 3 bytes", "FLOW_CONTROL 3 6 bytes");
        assertThat(other.received()).hasSize(2);
    }

    /** P-11: until then W-15 applies. */
    @Test
    void anEighthOfTheWindowGoesBackAtOnce() {
        probe.request(10);
        peer.send(Frame.data(1, 0, 8_192));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 8192 bytes");
        peer.send(Frame.data(1, 0, 8_000), Frame.data(1, 0, 192));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 8192 bytes");
    }

    @Test
    void anyByteGoesBackAtOnceToAPeerThatHasNothingLeft() {
        peer.send(Frame.data(1, "1"), Frame.data(1, 0, 65_535));
        probe.request(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 1 bytes");
    }

    /** P-8: FLOW_CONTROL has 4 bytes; messages are never granted. */
    @Test
    void demandIsNotTold() {
        probe.request(5).request(Long.MAX_VALUE);
        assertThat(peer.read()).isEmpty();
    }

    /** P-16: what was queued and what still comes is discarded, and its bytes returned as if consumed. */
    @Test
    void aCancelledReadersBytesAreReturnedAsIfConsumed() {
        peer.send(Frame.data(1, 0, 5_000), Frame.data(1, 0, 4_000));
        assertThat(peer.read()).isEmpty();
        probe.stop();
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 9000 bytes");
        assertThat(probe.dropped()).containsExactly("[5000]", "[4000]");
        for (int n = 0; n < 100; n++) {
            peer.send(Frame.data(1, 0, 20_000));
            assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 20000 bytes");
        }
        peer.send(Frame.data(1, "few"));
        peer.pass(Duration.ofMillis(10));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 3 bytes");
        assertThat(probe.received()).isEmpty();
    }

    /** P-1: as many as that may wait; consumed ones make room. */
    @Test
    void emptyMessagesMayWaitUpToTheirLimit() {
        Frame[] empties = new Frame[1_024];
        Arrays.fill(empties, Frame.data(1, ""));
        peer.send(empties);
        assertThat(peer.hasEnded()).isFalse();
        probe.request(1_000);
        peer.send(Arrays.copyOf(empties, 1_000));
        assertThat(peer.hasEnded()).isFalse();
        peer.send(Frame.data(1, "not empty"), Frame.data(1, ""));
        assertThat(peer.hasEnded()).isTrue();
    }

    /** P-1 is for what waits at the reader: one that has cancelled has nothing waiting. */
    @Test
    void emptyMessagesForACancelledReaderDoNotWait() {
        probe.stop();
        Frame[] empties = new Frame[5_000];
        Arrays.fill(empties, Frame.data(1, ""));
        peer.send(empties);
        assertThat(peer.hasEnded()).isFalse();
    }

    /** P-9: a larger message might wait for ever. */
    @Test
    void aMessageOverHalfTheWindowIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> probe.send(ByteBuffer.allocate(32_769)))
                .isInstanceOfSatisfying(MessageTooLargeException.class, tooLarge -> {
                    assertThat(tooLarge.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
                    assertThat(tooLarge).hasMessageContaining("splitForPlainPeers");
                    assertThat(tooLarge.size()).isEqualTo(32_769);
                    assertThat(tooLarge.limit()).isEqualTo(32_768);
                });
        assertThat(peer.read()).isEmpty();
        probe.send(ByteBuffer.allocate(32_768));
        assertThat(peer.read()).containsExactly("DATA 1 [32768]");
    }

    /** P-10: one DATA frame, when it fits what is left of the window. */
    @Test
    void aMessageWaitsUntilItFitsWhole() {
        probe.send(ByteBuffer.allocate(32_768)).send(ByteBuffer.allocate(20_000));
        peer.read();
        probe.send(ByteBuffer.allocate(20_000));
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.grant(1, 7_231));
        assertThat(peer.read()).as("one byte is missing").isEmpty();
        peer.send(Frame.grant(1, 1));
        assertThat(peer.read()).containsExactly("DATA 1 [20000]");
    }

    /** P-8. */
    @Test
    void aGrantOfNothingIsIgnored() {
        peer.send(Frame.grant(1, 0));
        assertThat(peer.hasEnded()).isFalse();
    }

    /** P-6, P-10: no credit, so small messages go as long as the window lasts. */
    @Test
    void messagesNeedNoCredit() {
        for (int n = 0; n < 1_000; n++) {
            probe.send("x");
        }
        assertThat(peer.read()).hasSize(1_000);
    }

    /** P-10: split pieces need only fit what is left, and are messages of their own, without flags. */
    @ParameterizedTest
    @ValueSource(ints = {32_769, 65_536, 65_537, 200_000})
    void withTheOptionALargeMessageGoesInPieces(int size) {
        ScriptedPeer splitting = ScriptedPeer.plain(
                Role.INITIATOR, MuxOptions.builder().splitForPlainPeers(true).build());
        ChannelProbe writer = splitting.openAccepted();
        splitting.read();
        writer.send(ByteBuffer.allocate(10_000)).send(ByteBuffer.allocate(size)).finish();
        int window = 65_536;
        int sum = 0;
        boolean closed = false;
        for (int n = 0; n < 100 && !closed; n++) {
            List<Frame> frames = splitting.readFrames();
            assertThat(frames).as("no progress").isNotEmpty();
            for (Frame frame : frames) {
                assertThat(frame.flags()).isZero();
                closed = frame.type() == Frame.CLOSE;
                window -= frame.payload().remaining();
                sum += frame.payload().remaining();
                assertThat(window).isNotNegative();
            }
            int back = 65_536 - window;
            if (window < 32_768) {
                window += back;
                splitting.send(Frame.grant(1, back));
            }
        }
        assertThat(closed).isTrue();
        assertThat(sum).isEqualTo(10_000 + size);
    }

    @Test
    void withTheOptionASmallMessageStillGoesWhole() {
        ScriptedPeer splitting = ScriptedPeer.plain(
                Role.INITIATOR, MuxOptions.builder().splitForPlainPeers(true).build());
        ChannelProbe writer = splitting.openAccepted();
        splitting.read();
        for (int n = 0; n < 3; n++) {
            writer.send(ByteBuffer.allocate(30_000));
        }
        assertThat(splitting.read()).containsExactly("DATA 1 [30000]", "DATA 1 [30000]");
        splitting.send(Frame.grant(1, 30_000));
        assertThat(splitting.read()).containsExactly("DATA 1 [30000]");
    }
}
