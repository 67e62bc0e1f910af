package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** A peer that takes nothing of what is written, though it may talk all the time (docs/protocol.md, L-9). */
class StalledPeerTest {
    private static final MuxOptions OPTIONS =
            MuxOptions.builder().stallTimeout(Duration.ofSeconds(16)).build();

    private static void talkFor(ScriptedPeer peer, int seconds) {
        for (int n = 0; n < seconds && !peer.hasEnded(); n++) {
            peer.standStill(Duration.ofSeconds(1));
            peer.send(Frame.ping("I am alive"));
        }
    }

    @Test
    void anExtendedPeerIsGivenUpThoughItIsNotSilent() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR, OPTIONS);
        peer.holdFlushes();
        peer.outputMark(1_000);
        talkFor(peer, 16);
        assertThat(peer.hasEnded()).isFalse();
        talkFor(peer, 2);
        assertThat(peer.read()).last().isEqualTo("ERROR 0 TIMEOUT");
        assertThat(Objects.requireNonNull(peer.cause()).code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void theSessionAsksToBeToldTheTimeOfItself() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR, OPTIONS);
        peer.holdFlushes();
        peer.outputMark(1_000);
        for (int n = 0; n < 4 && !peer.hasEnded(); n++) {
            peer.pass(peer.untilDeadline());
        }
        assertThat(peer.hasEnded()).isTrue();
    }

    @Test
    void aPeerThatTakesALittleNowAndThenIsKept() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR, OPTIONS);
        for (int n = 1_000; n > 900; n--) {
            peer.outputMark(n);
            talkFor(peer, 15);
        }
        assertThat(peer.hasEnded()).isFalse();
    }

    /** P-22 */
    @Test
    void aPlainPeerMayStandStillForLong() {
        ScriptedPeer peer = ScriptedPeer.plain(Role.ACCEPTOR, OPTIONS);
        peer.holdFlushes();
        peer.outputMark(1_000);
        talkFor(peer, 500);
        assertThat(peer.hasEnded()).isFalse();
    }

    /** One buffer from the pool looks like the other. */
    @Test
    void aPeerThatTakesOneBatchAfterTheOtherIsKept() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR, OPTIONS);
        peer.holdFlushes();
        peer.outputMark(1_000);
        for (int n = 0; n < 100; n++) {
            talkFor(peer, 15);
            peer.flush();
        }
        assertThat(peer.hasEnded()).isFalse();
    }
}
