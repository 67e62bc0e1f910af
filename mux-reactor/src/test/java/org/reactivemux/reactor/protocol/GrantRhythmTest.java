package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** Grants come before the peer has to wait for them, and no more of them than that takes (docs/protocol.md, W-15). */
class GrantRhythmTest {
    private static final int WINDOW = 8_000;
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder().initialWindow(WINDOW).prefetch(0).build());
    private final ChannelProbe probe = peer.offer(1);

    @Test
    void aReaderThatKeepsUpNeverLetsTheWindowRunLow() {
        probe.request(Long.MAX_VALUE);
        peer.read();
        int left = WINDOW;
        for (int n = 0; n < 1_000; n++) {
            peer.send(Frame.data(1, 0, 250));
            left += returned() - 250;
            assertThat(left).isGreaterThan(WINDOW - WINDOW / 8);
        }
    }

    @Test
    void tinyMessagesAreGivenBackByTheEighthOfTheWindow() {
        probe.request(Long.MAX_VALUE);
        peer.read();
        for (int n = 0; n < 10_000; n++) {
            peer.send(Frame.data(1, "x"));
        }
        assertThat(peer.readFrames()).hasSize(10_000 / (WINDOW / 8));
    }

    @Test
    void messagesRequestedOneByOneAreGrantedByTheQuarter() {
        probe.request(100);
        peer.read();
        for (int n = 0; n < 1_000; n++) {
            peer.send(Frame.data(1, ""));
            probe.request(1);
        }
        assertThat(peer.readFrames()).hasSize(1_000 / (100 / 4));
    }

    @Test
    void whatWasKeptBackIsReturnedWhenThePeerHasUsedUpTheRest() {
        probe.request(100);
        peer.send(Frame.data(1, 0, 999));
        peer.read();
        probe.pause();
        peer.send(Frame.data(1, 0, WINDOW - 999));
        assertThat(returned()).isEqualTo(999);
    }

    @Test
    void aGrantThatCouldNotBeWrittenGoesOutWhenThereIsRoom() {
        peer.writable(false);
        probe.request(3);
        assertThat(peer.read()).isEmpty();
        peer.writable(true);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 0 bytes 3 messages");
    }

    private int returned() {
        return peer.readFrames().stream()
                .mapToInt(frame -> frame.payload().getInt())
                .sum();
    }
}
