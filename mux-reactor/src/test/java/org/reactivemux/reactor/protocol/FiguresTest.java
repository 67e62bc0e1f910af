package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** What snapshots say of a connection and its channels. */
class FiguresTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder().prefetch(5).initialWindow(2_000).build(),
            Tlvs.role(Role.INITIATOR).u32(6, 300).u32(7, 2));

    @Test
    void aChannelShowsWhatWaitsToBeSentAndWhatThePeerTakes() {
        ChannelProbe probe = peer.offer(1);
        probe.send("first").send("second").send("third").send("the last");
        ChannelSnapshot channel = only();
        assertThat(channel.messagesSent()).isEqualTo(2);
        assertThat(channel.queuedOutMessages()).isEqualTo(2);
        assertThat(channel.queuedOutBytes()).isEqualTo("third".length() + "the last".length());
        assertThat(channel.credit()).isZero();
        assertThat(channel.window()).isEqualTo(300 - "first".length() - "second".length());
    }

    /** W-10. */
    @Test
    void unboundedCreditIsShownAsMinusOne() {
        peer.offer(1);
        peer.send(Frame.grant(1, 0, Frame.UNBOUNDED));
        assertThat(only().credit()).isEqualTo(-1);
    }

    @Test
    void aChannelShowsWhatWaitsForItsReaderFragmentsIncluded() {
        peer.offer(1);
        peer.send(Frame.data(1, "seven b"), Frame.data(1, Frame.MORE, "five "));
        ChannelSnapshot channel = only();
        assertThat(channel.messagesReceived()).isEqualTo(2);
        assertThat(channel.queuedInBytes()).isEqualTo(12);
        assertThat(channel.grantedMessages()).isEqualTo(3);
        assertThat(channel.grantedBytes()).isEqualTo(2_000 - 12);
    }

    @Test
    void whatItsReaderHasTakenWaitsNoMore() {
        ChannelProbe probe = peer.offer(1);
        peer.send(Frame.data(1, "taken"), Frame.data(1, "left"));
        probe.request(1);
        assertThat(only().queuedInBytes()).isEqualTo("left".length());
    }

    @Test
    void messagesOfAPlainPeerAreCountedToo() {
        ScriptedPeer plain = ScriptedPeer.plain(Role.ACCEPTOR);
        plain.offer(1);
        plain.send(Frame.data(1, "one"), Frame.data(1, "two"));
        ChannelSnapshot channel = snapshot(plain).channels().get(0);
        assertThat(channel.messagesReceived()).isEqualTo(2);
        assertThat(channel.queuedInBytes()).isEqualTo(6);
    }

    @Test
    void nothingWaitsAnyMoreWhenADirectionWasStopped() {
        ChannelProbe probe = peer.offer(1);
        probe.send("1").send("2").send("not sent");
        peer.send(Frame.close(1, Frame.STOP));
        assertThat(only().sending()).isEqualTo(Direction.STOPPED);
        assertThat(only().queuedOutBytes()).isZero();
    }

    @Test
    void nothingWaitsAnyMoreWhenTheConnectionWasLost() {
        ChannelProbe probe = peer.offer(1);
        probe.send("1").send("2").send("not sent");
        peer.hangUp();
        assertThat(probe.channel().outbound().queuedBytes()).isZero();
        assertThat(probe.dropped()).containsExactly("\"not sent\"");
    }

    /** C-12: a channel has no id before its OPEN is written. */
    @Test
    void aChannelWhoseOpenWaitsIsShownWithoutAnId() {
        peer.writable(false);
        peer.requestOpen(OptionalInt.empty());
        assertThat(only().id()).isZero();
        assertThat(only().name()).isEqualTo("service");
    }

    /** C-19: an opener that gives up before its OPEN was written leaves nothing. */
    @Test
    void aChannelThatWasGivenUpBeforeItsOpenWasWrittenIsShownNoMore() {
        peer.writable(false);
        peer.requestOpen(OptionalInt.empty()).abort(ErrorCode.CANCELLED);
        assertThat(snapshot(peer).channels()).isEmpty();
    }

    @Test
    void aConnectionThatHasEndedShowsNoChannels() {
        peer.offer(1);
        peer.writable(false);
        peer.requestOpen(OptionalInt.empty());
        peer.hangUp();
        assertThat(snapshot(peer).channels()).isEmpty();
    }

    @Test
    void receivedBytesAreCountedWithTheirHeaders() {
        long before = snapshot(peer).bytesReceived();
        peer.send(Frame.ping("1234"), Frame.ping(""));
        assertThat(snapshot(peer).bytesReceived()).isEqualTo(before + 20 + 16);
    }

    /** H-9: the answer to the hello gives the first round trip, however short it was. */
    @Test
    void aRoundTripWithinOneTickOfTheClockIsShown() {
        assertThat(snapshot(peer).roundTrip()).isEmpty();
        ScriptedPeer plain = ScriptedPeer.plain(Role.INITIATOR);
        assertThat(snapshot(plain).roundTrip()).contains(Duration.ZERO);
    }

    /** K-4: one that answers nothing measures nothing, not even an empty one. */
    @Test
    void aPongThatNobodyAskedForChangesNoRoundTrip() {
        ScriptedPeer plain = ScriptedPeer.plain(Role.INITIATOR);
        plain.standStill(Duration.ofSeconds(1));
        plain.send(new Frame(0, Frame.PONG, 0));
        assertThat(snapshot(plain).roundTrip()).contains(Duration.ZERO);
    }

    /** C-14, P-23. */
    @Test
    void lateFramesOfAPlainPeerAreCounted() {
        ScriptedPeer plain = ScriptedPeer.plain(Role.ACCEPTOR);
        plain.offer(1);
        plain.send(Frame.close(1, 0));
        plain.send(Frame.close(1, 0), Frame.ack(1));
        assertThat(snapshot(plain).lateFrames()).isEqualTo(2);
    }

    private ChannelSnapshot only() {
        assertThat(snapshot(peer).channels()).hasSize(1);
        return snapshot(peer).channels().get(0);
    }

    private static ConnectionSnapshot snapshot(ScriptedPeer peer) {
        return peer.snapshot();
    }
}
