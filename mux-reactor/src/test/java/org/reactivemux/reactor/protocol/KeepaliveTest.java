package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/** Silence on a connection (docs/protocol.md, K-5, K-6, P-22), in virtual time. */
class KeepaliveTest {
    private static final MuxOptions OPTIONS = MuxOptions.builder()
            .keepaliveInterval(Duration.ofSeconds(30))
            .keepaliveTimeout(Duration.ofSeconds(16))
            .build();

    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR, OPTIONS);

    @Test
    void aSilentPeerIsAskedAfterTheInterval() {
        assertThat(peer.untilDeadline()).isEqualTo(Duration.ofSeconds(30));
        peer.pass(Duration.ofMillis(29_999));
        assertThat(peer.read()).isEmpty();
        peer.pass(Duration.ofMillis(1));
        assertThat(peer.read()).containsExactly("PING [8]");
        peer.pass(Duration.ofSeconds(1));
        assertThat(peer.read()).as("it is asked once").isEmpty();
    }

    /** K-5: any byte received is a sign of life. */
    @Test
    void anyByteIsASignOfLife() {
        peer.pass(Duration.ofSeconds(29));
        peer.sendBytes(Frame.ping("").bytes().limit(1));
        peer.pass(Duration.ofSeconds(29));
        assertThat(peer.read()).isEmpty();
        peer.pass(Duration.ofSeconds(1));
        assertThat(peer.read()).containsExactly("PING [8]");
    }

    @Test
    void thePongOfTheQuestionGivesTheRoundTrip() {
        peer.pass(Duration.ofSeconds(30));
        Frame ping = peer.readFrames().get(0);
        byte[] echo = new byte[ping.payload().remaining()];
        ping.payload().get(echo);
        peer.standStill(Duration.ofMillis(3));
        peer.send(new Frame(0, Frame.PONG, 0, echo));
        assertThat(peer.snapshot().roundTrip()).contains(Duration.ofMillis(3));
        peer.pass(Duration.ofSeconds(29));
        assertThat(peer.hasEnded()).isFalse();
        assertThat(peer.read()).isEmpty();
    }

    /** K-6, at a second look a little after the time-out, when reading has had its chance. */
    @Test
    void aPeerThatStaysSilentIsGivenUpAtTheSecondLook() {
        ChannelProbe probe = peer.offer(1);
        peer.pass(Duration.ofSeconds(30));
        peer.read();
        peer.pass(Duration.ofSeconds(16));
        assertThat(peer.hasEnded()).as("at the first look").isFalse();
        assertThat(peer.untilDeadline()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(2));
        peer.pass(peer.untilDeadline());
        assertThat(peer.read()).containsExactly("ERROR 0 TIMEOUT");
        assertThat(probe.reader()).isEqualTo("failed TIMEOUT");
        assertThat(peer.cause())
                .isInstanceOfSatisfying(
                        MuxException.class, cause -> assertThat(cause.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    /** The process itself may have stood still, with the peer's answer lying unread. */
    @Test
    void anAnswerThatWasOnlyReadLateCountsAtTheSecondLook() {
        peer.pass(Duration.ofSeconds(30));
        peer.pass(Duration.ofHours(2));
        assertThat(peer.hasEnded()).isFalse();
        peer.send(new Frame(0, Frame.PONG, 0));
        peer.pass(Duration.ofSeconds(29));
        assertThat(peer.hasEnded()).isFalse();
    }

    @Test
    void standingStillAsksBeforeItGivesUp() {
        peer.pass(Duration.ofHours(5));
        assertThat(peer.hasEnded()).isFalse();
        assertThat(peer.read()).containsExactly("PING [8]");
        assertThat(peer.untilDeadline()).isEqualTo(Duration.ofSeconds(16));
    }

    /** P-22, K-6: a plain peer is asked, and never closed for its silence. */
    @Test
    void aPlainPeerIsAskedAgainAndAgainAndNeverClosed() {
        ScriptedPeer plain = ScriptedPeer.plain(Role.INITIATOR, OPTIONS);
        int pings = 0;
        for (int n = 0; n < 1_000; n++) {
            plain.pass(plain.untilDeadline());
            pings += plain.read().size();
            assertThat(plain.hasEnded()).isFalse();
        }
        assertThat(pings).isGreaterThan(100);
    }

    @Test
    void deadlinesAreNeverInThePastAfterATick() {
        for (int n = 0; n < 10 && !peer.hasEnded(); n++) {
            Duration next = peer.untilDeadline();
            assertThat(next).isPositive();
            peer.pass(next);
        }
        assertThat(peer.hasEnded()).isTrue();
    }

    @Test
    void endlessTimeOutsAreBorne() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        ScriptedPeer patient = ScriptedPeer.extended(
                Role.INITIATOR,
                MuxOptions.builder()
                        .keepaliveInterval(endless)
                        .keepaliveTimeout(endless)
                        .handshakeTimeout(endless)
                        .openTimeout(endless)
                        .build());
        ChannelProbe probe = patient.open();
        patient.pass(Duration.ofDays(3_650));
        assertThat(patient.read()).isEmpty();
        assertThat(probe.reader()).isEqualTo("open");
    }
}
