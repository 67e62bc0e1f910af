package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** A stream that the peer never accepted was not sent, though its last byte has left (docs/protocol.md, C-21). */
class UnansweredWriterTest {

    @Test
    void aStreamThatWasNotAcceptedFailsWithTheConnection() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.INITIATOR);
        ChannelProbe probe = peer.open();
        probe.complete();
        peer.hangUp();
        assertThat(probe.writer()).isEqualTo("failed CONNECTION_LOST");
    }

    /** C-19. */
    @Test
    void aStreamThatWasNotAcceptedInTimeFails() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.INITIATOR);
        ChannelProbe probe = peer.open();
        probe.complete();
        peer.waitOut(Duration.ofSeconds(30));
        assertThat(probe.writer()).isEqualTo("failed TIMEOUT");
    }

    /** P-15: both directions have ended here, so nothing else will ever end the writer's stream. */
    @Test
    void aStreamToAPlainPeerThatWasClosedAtCompletionAndNotAcceptedInTimeFails() {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.INITIATOR,
                MuxOptions.builder().closePlainAtCompletion(true).build());
        ChannelProbe probe = peer.open();
        probe.complete();
        assertThat(probe.reader()).isEqualTo("completed");
        peer.waitOut(Duration.ofSeconds(30));
        assertThat(probe.writer()).isEqualTo("failed TIMEOUT");
    }

    /** K-11. */
    @Test
    void aStreamThatThePeerWillNotProcessFailsWithItsGoAway() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.INITIATOR);
        ChannelProbe probe = peer.open();
        probe.complete();
        peer.send(Frame.goAway(0));
        assertThat(probe.writer()).isEqualTo("failed " + ErrorCode.REFUSED);
    }
}
