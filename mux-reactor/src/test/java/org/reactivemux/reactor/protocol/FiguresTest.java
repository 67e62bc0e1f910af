package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.ConnectionSnapshot.Amount;
import org.reactivemux.ConnectionSnapshot.State;
import org.reactivemux.ConnectionSnapshot.Traffic;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.FrameType;
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

    @Test
    void framesAreCountedByTypeAndDirection() {
        ChannelProbe probe = peer.offer(1);
        Traffic sentBefore = snapshot(peer).sent();
        Traffic receivedBefore = snapshot(peer).received();
        peer.send(Frame.data(1, "12345"), Frame.data(1, Frame.MORE, "12"), Frame.grant(1, 7), Frame.ping("123"));
        probe.send("1").send("12");
        assertThat(since(receivedBefore, snapshot(peer).received()))
                .isEqualTo(Map.of(
                        FrameType.DATA, new Amount(2, 16 + 5 + 16 + 2),
                        FrameType.FLOW_CONTROL, new Amount(1, 16 + 4),
                        FrameType.PING, new Amount(1, 16 + 3)));
        assertThat(since(sentBefore, snapshot(peer).sent()))
                .isEqualTo(Map.of(
                        FrameType.DATA, new Amount(2, 16 + 1 + 16 + 2), FrameType.PONG, new Amount(1, 16 + 3)));
    }

    private static Map<FrameType, Amount> since(Traffic before, Traffic now) {
        Map<FrameType, Amount> more = new EnumMap<>(FrameType.class);
        for (FrameType type : FrameType.values()) {
            Amount difference = new Amount(
                    now.of(type).frames() - before.of(type).frames(),
                    now.of(type).bytes() - before.of(type).bytes());
            if (!difference.equals(Amount.NONE)) {
                more.put(type, difference);
            }
        }
        return more;
    }

    @Test
    void aChannelShowsTheBytesOfItsMessagesInEitherDirection() {
        ChannelProbe probe = peer.offer(1);
        probe.send("123").request(3);
        peer.send(Frame.data(1, "12345"), Frame.data(1, Frame.MORE, "12"));
        assertThat(only().bytesSent()).isEqualTo(3);
        assertThat(only().bytesReceived()).isEqualTo(7);
        peer.send(Frame.data(1, "1"));
        assertThat(only().bytesReceived()).isEqualTo(8);
    }

    @Test
    void bytesOfAPlainPeersMessagesAreCountedToo() {
        ScriptedPeer plain = ScriptedPeer.plain(Role.ACCEPTOR);
        plain.offer(1).stop();
        plain.send(Frame.data(1, "one"), Frame.data(1, "four"));
        assertThat(snapshot(plain).channels().get(0).bytesReceived()).isEqualTo(7);
    }

    @Test
    void messagesOfChannelsThatAreGoneStillCount() {
        ChannelProbe first = peer.offer(1);
        first.send("1").request(2);
        peer.send(Frame.data(1, "1"), Frame.data(1, Frame.END, "2"));
        first.complete();
        ChannelProbe second = peer.offer(3);
        second.send("1").send("2");
        assertThat(only().id()).isEqualTo(3);
        assertThat(snapshot(peer).sent().messages()).isEqualTo(3);
        assertThat(snapshot(peer).received().messages()).isEqualTo(2);
        peer.hangUp();
        assertThat(snapshot(peer).channels()).isEmpty();
        assertThat(snapshot(peer).sent().messages()).isEqualTo(3);
        assertThat(snapshot(peer).received().messages()).isEqualTo(2);
    }

    /** C-17, C-20. */
    @Test
    void refusedChannelsAreCountedWhoeverOpenedThem() {
        peer.whenOffered(probe -> probe.channel().refuse(ErrorCode.NO_HANDLER, "nobody"));
        peer.send(Frame.open(1), Frame.open(3));
        assertThat(snapshot(peer).sent().refusals()).isEqualTo(2);
        int asked = peer.open().id();
        peer.send(Frame.error(asked, ErrorCode.REFUSED));
        assertThat(snapshot(peer).received().refusals()).isEqualTo(1);
        peer.send(Frame.goAway(0));
        assertThatExceptionOfType(ChannelRefusedException.class)
                .isThrownBy(() -> peer.requestOpen(OptionalInt.empty()));
        assertThat(snapshot(peer).received().refusals()).isEqualTo(2);
    }

    /** L-2. */
    @Test
    void channelsPastALimitAreCountedAsRefused() {
        ScriptedPeer crowded = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build(), Tlvs.role(Role.INITIATOR).u32(5, 0));
        crowded.send(Frame.open(1), Frame.open(3));
        assertThat(snapshot(crowded).sent().refusals()).isEqualTo(1);
        assertThatExceptionOfType(ChannelRefusedException.class)
                .isThrownBy(() -> crowded.requestOpen(OptionalInt.empty()));
        assertThat(snapshot(crowded).received().refusals()).isEqualTo(1);
    }

    @Test
    void aConnectionShowsItsSideWhatItsPeerSpeaksAndHowOldItIs() {
        peer.pass(Duration.ofSeconds(3));
        ConnectionSnapshot snapshot = snapshot(peer);
        assertThat(snapshot.role()).isEqualTo(ConnectionSnapshot.Role.SERVER);
        assertThat(snapshot.dialect()).contains(Dialect.EXTENDED);
        assertThat(snapshot.age()).isEqualTo(Duration.ofSeconds(3));
        ConnectionSnapshot plain = snapshot(ScriptedPeer.plain(Role.INITIATOR));
        assertThat(plain.role()).isEqualTo(ConnectionSnapshot.Role.CLIENT);
        assertThat(plain.dialect()).contains(Dialect.PLAIN);
    }

    @Test
    void aConnectionShowsHowFarItHasCome() {
        ScriptedPeer young = ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());
        assertThat(snapshot(young).state()).isEqualTo(State.HANDSHAKE);
        assertThat(snapshot(young).dialect()).isEmpty();
        assertThat(snapshot(peer).state()).isEqualTo(State.ESTABLISHED);
        peer.offer(1);
        peer.session().goAway();
        assertThat(snapshot(peer).state()).isEqualTo(State.LEAVING);
        peer.hangUp();
        assertThat(snapshot(peer).state()).isEqualTo(State.ENDED);
    }

    @Test
    void aChannelIsAsOldAsItsOpening() {
        peer.offer(1);
        peer.pass(Duration.ofMillis(200));
        assertThat(only().age()).isEqualTo(Duration.ofMillis(200));
    }

    /** Whoever opens on a connection that was quiet for long knows no time until the OPEN is written. */
    @Test
    void aChannelOpenedHereIsAsOldAsItsOpenOnTheWire() {
        peer.standStill(Duration.ofSeconds(5));
        peer.writable(false);
        peer.requestOpen(OptionalInt.empty());
        peer.standStill(Duration.ofSeconds(5));
        assertThat(only().age()).isZero();
        peer.writable(true);
        peer.pass(Duration.ofMillis(10));
        assertThat(only().age()).isEqualTo(Duration.ofMillis(10));
    }

    private ChannelSnapshot only() {
        assertThat(snapshot(peer).channels()).hasSize(1);
        return snapshot(peer).channels().get(0);
    }

    private static ConnectionSnapshot snapshot(ScriptedPeer peer) {
        return peer.snapshot();
    }
}
