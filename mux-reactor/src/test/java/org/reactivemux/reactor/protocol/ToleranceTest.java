package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** What looks wrong and is no violation (docs/protocol.md, the end of section 12). */
class ToleranceTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR, MuxOptions.builder().prefetch(10).build());
    private final ChannelProbe probe = peer.offer(1).request(10);

    static Stream<Named<Frame>> framesToIgnore() {
        return Stream.of(
                Named.of("unknown flags on FLOW_CONTROL", new Frame(1, Frame.FLOW_CONTROL, 0xFF, Frame.ints(5))),
                Named.of("unknown flags on PONG", new Frame(0, Frame.PONG, 0xFF)),
                Named.of("a PONG nobody asked for", new Frame(0, Frame.PONG, 0, Frame.utf8("no"))),
                Named.of("the largest grant", Frame.grant(1, Integer.MAX_VALUE - 65_536, Integer.MAX_VALUE - 1)),
                Named.of("unbounded credit", Frame.grant(1, 0, Frame.UNBOUNDED)));
    }

    @ParameterizedTest
    @MethodSource("framesToIgnore")
    void aFrameThatOnlyLooksWrongIsTaken(Frame frame) {
        peer.send(frame, Frame.ping("alive"));
        assertThat(peer.read()).containsExactly("PONG [5]");
        assertThat(probe.reader()).isEqualTo("open");
    }

    /** F-8. */
    @Test
    void unknownFlagsOfDataAreIgnored() {
        peer.send(Frame.data(1, 0xF8, "whole"), Frame.data(1, 0xF8 | Frame.MORE, "pa"), Frame.data(1, 0xF8, "rt"));
        assertThat(probe.received()).containsExactly("\"whole\"", "\"part\"");
    }

    /** F-9. */
    @Test
    void aPayloadWhereNoneBelongsIsIgnored() {
        peer.send(new Frame(1, Frame.CLOSE, Frame.FIN, Frame.utf8("why not")), Frame.ping("alive"));
        assertThat(probe.reader()).isEqualTo("completed");
        assertThat(peer.read()).containsExactly("PONG [5]");
    }

    /** M-8: fragments may be of any size, the last one even empty. */
    @Test
    void anEmptyLastFragmentEndsItsMessage() {
        peer.send(Frame.data(1, Frame.MORE, "all"), Frame.data(1, ""));
        assertThat(probe.received()).containsExactly("\"all\"");
        peer.send(Frame.data(1, Frame.MORE, "last"), Frame.data(1, Frame.END, ""));
        assertThat(probe.received()).containsExactly("\"all\"", "\"last\"");
        assertThat(probe.reader()).isEqualTo("completed");
    }

    /** H-12, H-15: what an ACK says of name, weight and credit has no meaning; unknown ids are skipped. */
    @Test
    void anAckWithAHeadIsAnAck() {
        ScriptedPeer acceptor = ScriptedPeer.extended(Role.INITIATOR);
        ChannelProbe opened = acceptor.open();
        Tlvs head = new Tlvs()
                .text(1, "n")
                .u16(3, 9)
                .u32(5, 0)
                .metadata("k", "v")
                .raw(77)
                .u8(4, 0);
        acceptor.send(new Frame(1, Frame.ACK, 0xFF, head.bytes()));
        assertThat(opened.channel().isAnswered()).isTrue();
        assertThat(opened.channel().head().weight()).isEqualTo(16);
        opened.send("one");
        assertThat(acceptor.read()).containsExactly("DATA 1 \"one\"");
    }

    /** H-12: an OPEN of a later version may say more. */
    @Test
    void unknownEntriesOfAnOpenAreSkipped() {
        peer.send(Frame.open(3, new Tlvs().text(200, "later").text(1, "name").text(200, "again")));
        assertThat(peer.read()).containsExactly("ACK 3");
        assertThat(peer.probe().channel().head().name()).isEqualTo("name");
    }

    /** E-5. */
    @Test
    void malformedTextIsReplaced() {
        byte[] payload = ByteBuffer.allocate(7)
                .putInt(2)
                .put(new byte[] {'a', (byte) 0xFF, 'b'})
                .array();
        peer.send(new Frame(1, Frame.ERROR, 0, payload));
        assertThat(probe.channel().inbound().failure()).hasMessage("a\uFFFDb");
    }

    /** C-11: gaps are allowed. */
    @Test
    void idsMayBeLeftOut() {
        peer.send(Frame.open(101), Frame.open(100_001), Frame.error(77, ErrorCode.CANCELLED));
        assertThat(peer.read()).containsExactly("ACK 101", "ACK 100001");
        assertThat(peer.hasEnded()).isFalse();
    }
}
