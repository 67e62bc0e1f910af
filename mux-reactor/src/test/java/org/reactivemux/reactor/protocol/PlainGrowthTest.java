package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** The window that a plain peer sees grows like any other, but not past one frame (docs/protocol.md, P-7, P-12, W-17). */
class PlainGrowthTest {
    private static final int WINDOW = 65_536;
    private static final int HALF = 32_768;

    /** P-7: it may send all that it has in one frame. */
    @Test
    void itNeverGrowsPastTheLargestFrame() {
        ScriptedPeer peer = reading(MuxOptions.defaults());
        for (int n = 0; n < 5; n++) {
            assertThat(send(peer, 2)).isEqualTo(WINDOW);
        }
    }

    @Test
    void itGrowsWhereLargerFramesAreTaken() {
        ScriptedPeer peer = reading(largeFrames().build());
        assertThat(send(peer, 2)).isEqualTo(2 * WINDOW);
        assertThat(send(peer, 4)).isEqualTo(200_000);
        peer.send(Frame.data(1, 0, 200_000));
        assertThat(returned(peer)).isEqualTo(200_000);
        assertThat(peer.hasEnded()).isFalse();
    }

    /** P-16: what comes for a reader that has gone goes back, but for the growth. */
    @Test
    void behindItsReadersEndItShrinksToWhatItWas() {
        ScriptedPeer peer = reading(largeFrames().build());
        send(peer, 2);
        peer.probe().stop();
        assertThat(send(peer, 2)).isZero();
        assertThat(send(peer, 2)).isEqualTo(WINDOW);
        assertThat(peer.session().windows().free()).isEqualTo(1 << 20);
    }

    /** P-12. */
    @Test
    void itNeverShrinksBelowWhatItWas() {
        ScriptedPeer peer = reading(largeFrames().growthBudget(200_000).build());
        assertThat(send(peer, 2)).isEqualTo(2 * WINDOW);
        peer.offer(3).request(Long.MAX_VALUE);
        peer.read();
        peer.send(Frame.data(3, 0, HALF), Frame.data(3, 0, HALF));
        assertThat(returned(peer)).isEqualTo(2 * WINDOW);
        Channel channel = Objects.requireNonNull(peer.session().channels().get(1));
        for (int n = 0; n < 20; n++) {
            send(peer, 2);
            assertThat(channel.inbound().window().left()).isGreaterThanOrEqualTo(WINDOW);
        }
    }

    @Test
    void theEndOfTheChannelGivesItsGrowthBackThoughNoReaderIsThere() {
        ScriptedPeer peer = reading(largeFrames().build());
        send(peer, 2);
        peer.probe().stop();
        peer.probe().complete();
        assertThat(peer.session().windows().free()).isEqualTo(1 << 20);
    }

    private static MuxOptions.Builder largeFrames() {
        return MuxOptions.builder().largestFrame(200_000).largestWindow(1 << 20).growthBudget(1 << 20);
    }

    private static ScriptedPeer reading(MuxOptions options) {
        ScriptedPeer peer = ScriptedPeer.plain(Role.ACCEPTOR, options);
        peer.offer(1).request(Long.MAX_VALUE);
        peer.read();
        return peer;
    }

    /** That many messages of 32,768 bytes in one read; the bytes granted thereupon. */
    private static int send(ScriptedPeer peer, int messages) {
        Frame[] frames = new Frame[messages];
        Arrays.fill(frames, Frame.data(1, 0, HALF));
        peer.send(frames);
        return returned(peer);
    }

    private static int returned(ScriptedPeer peer) {
        return peer.readFrames().stream()
                .filter(frame -> frame.type() == Frame.FLOW_CONTROL)
                .mapToInt(frame -> frame.payload().getInt())
                .sum();
    }
}
