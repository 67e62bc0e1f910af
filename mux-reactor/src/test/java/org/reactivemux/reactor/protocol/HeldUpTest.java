package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Lack;
import org.reactivemux.MuxOptions;

/** How long writers lack credit or window: what was, and what goes on. */
class HeldUpTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Takes 300 bytes and two messages at first. */
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR, MuxOptions.defaults(), Tlvs.role(Role.INITIATOR).u32(6, 300).u32(7, 2));

    private final ChannelProbe probe = peer.offer(1);

    private ChannelSnapshot channel() {
        return peer.snapshot().channels().get(0);
    }

    private void assertBlocked(Lack lacking, Duration onCredit, Duration onWindow) {
        assertThat(channel().lacking()).isEqualTo(lacking);
        assertThat(channel().blockedOnCredit()).isEqualTo(onCredit);
        assertThat(channel().blockedOnWindow()).isEqualTo(onWindow);
        assertThat(peer.snapshot().blockedOnCredit()).isEqualTo(onCredit);
        assertThat(peer.snapshot().blockedOnWindow()).isEqualTo(onWindow);
    }

    @Test
    void aChannelThatNobodyWritesToLacksNothing() {
        peer.pass(SECOND);
        assertBlocked(Lack.NOTHING, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void aMessageWithoutCreditIsBlockedWhileItWaits() {
        probe.send("1").send("2").send("3");
        peer.standStill(SECOND);
        assertBlocked(Lack.CREDIT, SECOND, Duration.ZERO);
        peer.standStill(SECOND);
        assertBlocked(Lack.CREDIT, SECOND.multipliedBy(2), Duration.ZERO);
    }

    @Test
    void withTheCreditTheTimeStandsStill() {
        probe.send("1").send("2").send("3");
        peer.pass(SECOND);
        peer.send(Frame.grant(1, 0, 10));
        peer.pass(SECOND);
        assertBlocked(Lack.NOTHING, SECOND, Duration.ZERO);
    }

    @Test
    void severalTimesAddUp() {
        probe.send("1").send("2").send("3");
        peer.pass(SECOND);
        peer.send(Frame.grant(1, 0, 1));
        peer.pass(SECOND);
        probe.send("4");
        peer.pass(SECOND);
        assertBlocked(Lack.CREDIT, SECOND.multipliedBy(2), Duration.ZERO);
    }

    /** S-6: a writer is not asked for what cannot be sent, so that nothing is ever queued; held up it is all the same. */
    @Test
    void aWriterThatIsNotAskedForMoreIsBlocked() {
        probe.source(5, 10);
        assertThat(channel().queuedOutMessages()).isZero();
        peer.standStill(SECOND);
        assertBlocked(Lack.CREDIT, SECOND, Duration.ZERO);
    }

    @Test
    void aWriterThatWasAskedAndHasNothingIsNotBlocked() {
        probe.source(1, 10);
        peer.pass(SECOND);
        assertBlocked(Lack.NOTHING, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void aMessageLargerThanTheWindowIsBlockedOnIt() {
        probe.send("x".repeat(400));
        peer.standStill(SECOND);
        assertBlocked(Lack.WINDOW, Duration.ZERO, SECOND);
        peer.send(Frame.grant(1, 300));
        peer.pass(SECOND);
        assertBlocked(Lack.NOTHING, Duration.ZERO, SECOND);
    }

    /** W-16: what fits the window waits until it fits what is left. */
    @Test
    void aMessageThatWaitsToGoWholeIsBlockedOnTheWindow() {
        probe.send("x".repeat(200)).send("y".repeat(200));
        peer.standStill(SECOND);
        assertBlocked(Lack.WINDOW, Duration.ZERO, SECOND);
    }

    @Test
    void aWriterThatIsNotAskedForWantOfWindowIsBlockedOnIt() {
        peer.send(Frame.grant(1, 0, Frame.UNBOUNDED));
        probe.source(10, 100);
        peer.standStill(SECOND);
        assertBlocked(Lack.WINDOW, Duration.ZERO, SECOND);
    }

    @Test
    void insideAMessageNoCreditIsLacking() {
        probe.send("1").send("x".repeat(400));
        assertThat(channel().credit()).isZero();
        assertThat(channel().lacking()).isEqualTo(Lack.WINDOW);
    }

    @Test
    void anEndedDirectionLacksNothingMore() {
        probe.send("1").send("2").send("3");
        peer.pass(SECOND);
        peer.send(Frame.close(1, Frame.STOP));
        peer.pass(SECOND);
        assertBlocked(Lack.NOTHING, SECOND, Duration.ZERO);
    }

    @Test
    void whatTheyLackedStaysCountedWhenChannelsAreGone() {
        probe.send("1").send("2").send("3");
        peer.standStill(SECOND);
        peer.send(Frame.close(1, Frame.FIN | Frame.STOP));
        ChannelProbe other = peer.offer(3);
        other.send("x".repeat(400));
        peer.standStill(SECOND);
        assertThat(peer.keeps(1)).isFalse();
        assertThat(peer.snapshot().blockedOnCredit()).isEqualTo(SECOND);
        assertThat(peer.snapshot().blockedOnWindow()).isEqualTo(SECOND);
        peer.hangUp();
        peer.standStill(SECOND);
        assertThat(peer.snapshot().blockedOnCredit()).isEqualTo(SECOND);
        assertThat(peer.snapshot().blockedOnWindow()).isEqualTo(SECOND);
    }

    /** Whether the socket takes more is not the peer's reader's affair. */
    @Test
    void aFullSocketIsNoLack() {
        peer.writable(false);
        probe.source(5, 10);
        peer.standStill(SECOND);
        assertBlocked(Lack.NOTHING, Duration.ZERO, Duration.ZERO);
    }
}
