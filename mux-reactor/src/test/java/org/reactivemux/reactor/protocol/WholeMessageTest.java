package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** When a writer waits for enough window to send a message whole (docs/protocol.md, W-16, P-10). */
class WholeMessageTest {

    /** W-16: up to 7/8 of the reader's window. */
    @Test
    void aMessageOfSevenEighthsOfTheWindowWaitsToGoWhole() {
        ScriptedPeer peer = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.defaults(), new Tlvs().u32(6, 800).u32(7, Frame.UNBOUNDED));
        ChannelProbe probe = peer.offer(1).send(ByteBuffer.allocate(200));
        peer.read();
        probe.send(ByteBuffer.allocate(700));
        assertThat(peer.read()).isEmpty();
        peer.send(Frame.grant(1, 100));
        assertThat(peer.read()).containsExactly("DATA 1 [700]");
    }

    @Test
    void aLargerMessageBeginsWithWhateverWindowThereIs() {
        ScriptedPeer peer = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.defaults(), new Tlvs().u32(6, 800).u32(7, Frame.UNBOUNDED));
        peer.offer(1).send(ByteBuffer.allocate(200)).send(ByteBuffer.allocate(701));
        assertThat(peer.read()).containsExactly("DATA 1 [200]", "DATA 1 MORE [600]");
    }

    /** P-9, P-10: half a plain peer's window is the largest message that goes whole. */
    @Test
    void aMessageOfHalfAPlainPeersWindowIsNotSplit() {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.ACCEPTOR, MuxOptions.builder().splitForPlainPeers(true).build());
        ChannelProbe probe = peer.offer(1).send(ByteBuffer.allocate(100)).send(ByteBuffer.allocate(32_768));
        assertThat(peer.read()).containsExactly("DATA 1 [100]", "DATA 1 [32768]");
        probe.send(ByteBuffer.allocate(32_768));
        assertThat(peer.read()).as("32,668 bytes of window are not enough").isEmpty();
    }
}
