package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.MuxOptions;

/** The bytes of one direction, as reader and as writer (docs/protocol.md, W-4, W-12, W-15, W-16). */
class WindowOnTheWireTest {
    private static final int WINDOW = 8_000;
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder()
                    .initialWindow(WINDOW)
                    .growthBudget(0)
                    .prefetch(1_000)
                    .build(),
            new Tlvs().u32(6, 800).u32(7, 100));
    private final ChannelProbe probe = peer.offer(1);

    /** W-12: bytes are returned when they were consumed, never on receipt. */
    @Test
    void nothingIsReturnedForWhatNobodyHasTaken() {
        peer.send(Frame.data(1, 0, 4_000), Frame.data(1, 0, 4_000));
        assertThat(peer.read()).isEmpty();
        probe.request(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 4000 bytes");
        probe.request(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 4000 bytes");
    }

    /** W-15: an eighth of the window must be sent, less is collected. */
    @Test
    void anEighthOfTheWindowIsReturned() {
        probe.request(100);
        peer.send(Frame.data(1, 0, 999));
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.data(1, 0, 1));
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 1000 bytes");
    }

    /** W-15: at once if the peer has nothing left. */
    @Test
    void anyByteIsReturnedToAPeerThatHasNothingLeft() {
        peer.send(Frame.data(1, 0, 1), Frame.data(1, 0, WINDOW - 1));
        assertThat(peer.read()).isEmpty();
        probe.request(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 1 bytes");
    }

    /** W-15: a grant rides with other output. */
    @Test
    void fewBytesRideWithTheWritersData() {
        probe.request(100);
        peer.send(Frame.data(1, "few"));
        assertThat(peer.read()).isEmpty();
        probe.send("reply");
        assertThat(peer.read()).containsExactlyInAnyOrder("FLOW_CONTROL 1 3 bytes", "DATA 1 \"reply\"");
    }

    /** W-12: each byte exactly once; the window neither shrinks nor grows. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noByteIsLostOrReturnedTwiceOverALongLife(long seed) {
        Random random = new Random(seed);
        int outstanding = WINDOW;
        long sent = 0;
        long returned = 0;
        for (int n = 0; n < 3_000; n++) {
            int size = Math.min(outstanding, random.nextInt(3_000));
            boolean more = size > 0 && n < 2_999 && random.nextInt(4) == 0 && outstanding > size;
            peer.send(Frame.data(1, more ? Frame.MORE : 0, size));
            sent += size;
            outstanding -= size;
            probe.request(1 + random.nextInt(2));
            for (Frame frame : peer.readFrames()) {
                int bytes = frame.payload().getInt();
                returned += bytes;
                outstanding += bytes;
            }
            assertThat(peer.hasEnded()).isFalse();
            assertThat(sent - returned + outstanding).isEqualTo(WINDOW);
        }
        probe.request(10_000);
        peer.send(Frame.ping("so that grants ride"));
        for (Frame frame : peer.readFrames()) {
            returned += frame.type() == Frame.FLOW_CONTROL ? frame.payload().getInt() : 0;
        }
        assertThat(returned).isEqualTo(sent);
    }

    /** W-16: inside a message the window is used to the last byte. */
    @Test
    void insideAMessageTheWriterUsesTheWindowToTheLastByte() {
        probe.send(ByteBuffer.allocate(2_000));
        assertThat(peer.read()).containsExactly("DATA 1 MORE [800]");
        peer.send(Frame.grant(1, 1));
        assertThat(peer.read()).containsExactly("DATA 1 MORE \"\0\"");
        peer.send(Frame.grant(1, 1_198));
        assertThat(peer.read()).containsExactly("DATA 1 MORE [1198]");
        peer.send(Frame.grant(1, 5));
        assertThat(peer.read()).containsExactly("DATA 1 \"\0\"");
    }

    /** W-16: before a message it waits for no more than 7/8 of the initial window. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 699, 700, 701, 799, 800, 801, 5_000})
    void sevenEighthsOfTheWindowAreEnoughToBeginAnyMessage(int size) {
        probe.send(ByteBuffer.allocate(100));
        peer.read();
        probe.send(ByteBuffer.allocate(size));
        List<Frame> frames = peer.readFrames();
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).payload().remaining()).isEqualTo(Math.min(size, 700));
    }

    /** M-6, W-8: a message goes out whole, in order, whatever the window does. */
    @Test
    void messagesArriveWholeAndInOrderThroughATinyWindow() {
        ScriptedPeer tiny = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.defaults(), new Tlvs().u32(6, 1).u32(7, Frame.UNBOUNDED));
        ChannelProbe writer = tiny.offer(1);
        writer.send("abc").send("").send("de").complete();
        StringBuilder seen = new StringBuilder();
        for (int n = 0; n < 20; n++) {
            tiny.readFrames().forEach(frame -> seen.append(frame).append('\n'));
            tiny.send(Frame.grant(1, 1));
        }
        assertThat(seen).hasToString("""
                        DATA 1 MORE "a"
                        DATA 1 MORE "b"
                        DATA 1 "c"
                        DATA 1 ""
                        DATA 1 MORE "d"
                        DATA 1 END "e"
                        """);
    }

    /** M-8: fragments of one channel do not keep other channels' frames from coming between. */
    @Test
    void fragmentsOfSeveralChannelsMayAlternate() {
        ChannelProbe other = peer.offer(3).request(5);
        probe.request(5);
        peer.send(
                Frame.data(1, Frame.MORE, "a"),
                Frame.data(3, Frame.MORE, "x"),
                Frame.ping(""),
                Frame.data(1, "b"),
                Frame.data(3, Frame.MORE, "y"),
                Frame.grant(3, 1),
                Frame.data(3, ""));
        assertThat(probe.received()).containsExactly("\"ab\"");
        assertThat(other.received()).containsExactly("\"xy\"");
    }
}
