package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxOptions;

/** How a channel with a plain peer opens and ends (docs/protocol.md, section 9, P-4, P-5, P-13 to P-19). */
class PlainChannelTest {

    /** A channel in either role: opened here towards a plain acceptor, or by a plain initiator. */
    private static ChannelProbe channel(Role role, MuxOptions options) {
        ScriptedPeer peer = ScriptedPeer.plain(role, options);
        ChannelProbe probe = role == Role.INITIATOR ? peer.openAccepted() : peer.offer(1);
        peer.read();
        return probe;
    }

    private static ChannelProbe channel(Role role) {
        return channel(role, MuxOptions.defaults());
    }

    /** P-4: name and all else do not travel. */
    @Test
    void anOpenIsEmpty() {
        ScriptedPeer peer = ScriptedPeer.plain(Role.INITIATOR);
        ChannelProbe probe = peer.requestOpen(OptionalInt.of(3));
        probe.channel().send(ByteBuffer.wrap(Frame.utf8("at once")));
        peer.turn();
        assertThat(peer.read()).containsExactly("OPEN 1", "DATA 1 \"at once\"");
        assertThat(peer.readFrames()).isEmpty();
        peer.send(Frame.ack(1));
        assertThat(probe.channel().isAnswered()).isTrue();
    }

    /** P-3, P-4: payloads and flags of a plain peer are ignored. */
    @Test
    void anOpenFromThereIsAcceptedWithNoNameWhateverItsPayload() {
        ScriptedPeer peer = ScriptedPeer.plain(Role.ACCEPTOR);
        peer.send(new Frame(1, Frame.OPEN, 0xFF, Frame.utf8("junk")));
        assertThat(peer.read()).containsExactly("ACK 1");
        assertThat(peer.probe().channel().head()).isEqualTo(ChannelHead.PLAIN);
    }

    /** P-3: DATA is always a whole message. */
    @Test
    void flagsOnDataMeanNothing() {
        ChannelProbe probe = channel(Role.ACCEPTOR).request(5);
        probe.peer().send(Frame.data(1, 0xFF, "a"), Frame.data(1, Frame.END, "b"), Frame.data(1, Frame.MORE, ""));
        assertThat(probe.received()).containsExactly("\"a\"", "\"b\"", "\"\"");
        assertThat(probe.reader()).isEqualTo("open");
    }

    /** P-14: the completion of a writer stays local. */
    @ParameterizedTest
    @EnumSource
    void aWritersCompletionIsNotToldButIsReportedHere(Role role) {
        ChannelProbe probe = channel(role);
        probe.send("all").complete();
        assertThat(probe.peer().read()).containsExactly("DATA 1 \"all\"");
        assertThat(probe.writer()).isEqualTo("ended");
        assertThat(probe.channel().outbound().isWritten()).isTrue();
        probe.request(1).peer().send(Frame.data(1, "answer"));
        assertThat(probe.received()).containsExactly("\"answer\"");
        assertThat(probe.peer().keeps(1)).isTrue();
    }

    @Test
    void aCompletionLongAfterTheDataIsReportedAtOnce() {
        ChannelProbe probe = channel(Role.ACCEPTOR);
        probe.send("all");
        probe.peer().read();
        probe.complete();
        assertThat(probe.channel().outbound().isWritten()).isTrue();
        assertThat(probe.peer().read()).isEmpty();
    }

    /** P-14: one CLOSE, behind the data, when the reader has cancelled too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneCloseFollowsWhenBothDirectionsAreDone(boolean readerFirst) {
        ChannelProbe probe = channel(Role.ACCEPTOR);
        if (readerFirst) {
            probe.stop();
            assertThat(probe.peer().read())
                    .as("P-16: a cancel alone sends nothing")
                    .isEmpty();
            probe.send("still");
            assertThat(probe.peer().read()).containsExactly("DATA 1 \"still\"");
            probe.complete();
        } else {
            probe.complete();
            probe.stop();
        }
        assertThat(probe.peer().read()).containsExactly("CLOSE 1");
        assertThat(probe.peer().keeps(1)).isFalse();
        probe.peer().send(Frame.ack(1));
        assertThat(probe.peer().hasEnded()).isFalse();
    }

    @Test
    void theCloseStaysBehindDataThatWaitsForItsWindow() {
        ChannelProbe probe = channel(Role.ACCEPTOR);
        for (int n = 0; n < 3; n++) {
            probe.send(ByteBuffer.allocate(30_000));
        }
        probe.finish();
        assertThat(probe.peer().read()).containsExactly("DATA 1 [30000]", "DATA 1 [30000]");
        probe.peer().send(Frame.grant(1, 30_000));
        assertThat(probe.peer().read()).containsExactly("DATA 1 [30000]", "CLOSE 1");
        assertThat(probe.peer().keeps(1)).isFalse();
    }

    @Test
    void theEndOfTheProgramClosesBothDirections() {
        ChannelProbe probe = channel(Role.ACCEPTOR);
        probe.finish();
        assertThat(probe.peer().read()).containsExactly("CLOSE 1");
        assertThat(probe.peer().keeps(1)).isFalse();
    }

    /** P-15. */
    @Test
    void withTheOptionTheCloseFollowsTheCompletionAtOnce() {
        ChannelProbe probe = channel(
                Role.INITIATOR,
                MuxOptions.builder().closePlainAtCompletion(true).build());
        probe.send("all").complete();
        assertThat(probe.peer().read()).containsExactly("DATA 1 \"all\"", "CLOSE 1");
        assertThat(probe.peer().keeps(1)).isFalse();
        assertThat(probe.reader()).isNotEqualTo("open");
        probe.peer().send(Frame.data(1, "crossing"), Frame.ack(1));
        assertThat(probe.received()).isEmpty();
        assertThat(probe.peer().hasEnded()).isFalse();
    }

    /** C-18: a channel opened here is kept until its ACK has come. */
    @Test
    void aChannelOpenedHereIsKeptUntilItsAck() {
        ScriptedPeer peer = ScriptedPeer.plain(Role.INITIATOR);
        ChannelProbe probe = peer.open();
        probe.send("x").finish();
        assertThat(peer.read()).containsExactly("DATA 1 \"x\"", "CLOSE 1");
        assertThat(peer.keeps(1)).isTrue();
        peer.send(Frame.ack(1), Frame.data(1, "echo"), Frame.ack(1));
        assertThat(peer.keeps(1)).isFalse();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** P-17: an ERROR is followed by CLOSE, without waiting for queued data, which is dropped. */
    @ParameterizedTest
    @EnumSource
    void anErrorIsFollowedByClose(Role role) {
        ChannelProbe probe = channel(role);
        for (int n = 0; n < 3; n++) {
            probe.send(ByteBuffer.allocate(30_000));
        }
        probe.peer().read();
        probe.abort(ErrorCode.TIMEOUT);
        assertThat(probe.peer().read()).containsExactly("ERROR 1 TIMEOUT", "CLOSE 1");
        assertThat(probe.dropped()).containsExactly("[30000]");
        assertThat(probe.peer().keeps(1)).isFalse();
    }

    /** P-17: so a refusal is ERROR and CLOSE without ACK. */
    @Test
    void aRefusalIsErrorAndClose() {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build());
        peer.send(Frame.open(1), Frame.open(3));
        assertThat(peer.read()).containsExactlyInAnyOrder("ACK 1", "ERROR 3 REFUSED", "CLOSE 3");
        ScriptedPeer unhandled = ScriptedPeer.plain(Role.ACCEPTOR)
                .whenOffered(probe -> probe.channel().refuse(ErrorCode.NO_HANDLER, ""));
        unhandled.send(Frame.open(1));
        assertThat(unhandled.read()).containsExactly("ERROR 1 NO_HANDLER", "CLOSE 1");
        assertThat(unhandled.keeps(1)).isFalse();
    }

    /** P-5, P-18: flags on it mean nothing. */
    @ParameterizedTest
    @ValueSource(ints = {0, Frame.FIN, Frame.STOP, Frame.FIN | Frame.STOP, 0xFF})
    void aCloseFromThereEndsBothDirections(int flags) {
        ChannelProbe probe = channel(Role.ACCEPTOR).pause().request(5);
        for (int n = 0; n < 3; n++) {
            probe.send(ByteBuffer.allocate(30_000));
        }
        probe.peer().read();
        probe.peer().send(Frame.data(1, "received"), new Frame(1, Frame.CLOSE, flags, (byte) 9));
        assertThat(probe.peer().read()).containsExactly("ACK 1");
        assertThat(probe.writer()).isEqualTo("stopped");
        assertThat(probe.dropped()).containsExactly("[30000]");
        assertThat(probe.peer().keeps(1)).isFalse();
        probe.resume();
        assertThat(probe.received()).containsExactly("\"received\"");
        assertThat(probe.reader()).isEqualTo("completed");
    }

    @Test
    void aCloseFromThereAfterTheWritersCompletionCompletesTheReader() {
        ChannelProbe probe = channel(Role.INITIATOR);
        probe.send("all").complete();
        probe.peer().read();
        probe.peer().send(Frame.close(1, 0));
        assertThat(probe.reader()).isEqualTo("completed");
        assertThat(probe.channel().outbound().failure()).isNull();
        assertThat(probe.channel().outbound().isWritten()).isTrue();
        assertThat(probe.peer().read()).containsExactly("ACK 1");
    }

    /** C-29, C-20: the place of a closed channel is free where the CLOSE stands. */
    @Test
    void aCloseMakesRoomForAnOpenInTheSameRead() {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build());
        peer.offer(1);
        peer.send(Frame.close(1, 0), Frame.open(3));
        assertThat(peer.read()).containsExactlyInAnyOrder("ACK 1", "ACK 3");
    }

    /** P-19: an ERROR ends the channel as C-27 says, with INTERNAL whatever it carries. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 8})
    void anErrorFromThereIsInternal(int length) {
        ChannelProbe probe = channel(Role.ACCEPTOR).pause().request(5);
        probe.peer().send(Frame.data(1, "dropped"), new Frame(1, Frame.ERROR, 0, new byte[length]));
        assertThat(probe.reader()).isEqualTo("failed INTERNAL");
        assertThat(probe.writer()).isEqualTo("failed INTERNAL");
        probe.resume();
        assertThat(probe.received()).isEmpty();
        assertThat(probe.peer().keeps(1)).isFalse();
        probe.peer().send(Frame.close(1, 0));
        assertThat(probe.peer().hasEnded()).isFalse();
    }

    /** P-19: in place of the ACK it is a refusal. */
    @Test
    void anErrorInPlaceOfTheAckIsARefusal() {
        ScriptedPeer peer = ScriptedPeer.plain(Role.INITIATOR);
        ChannelProbe probe = peer.open();
        peer.send(new Frame(1, Frame.ERROR, 0), Frame.close(1, 0));
        assertThat(probe.reader()).isEqualTo("failed REFUSED");
        assertThat(probe.channel().inbound().failure()).isInstanceOf(ChannelRefusedException.class);
        assertThat(peer.keeps(1)).isFalse();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** P-3: an ACK that answers nothing is ignored. */
    @Test
    void anAckThatAnswersNothingIsIgnored() {
        ChannelProbe probe = channel(Role.ACCEPTOR);
        probe.peer().send(Frame.ack(1), new Frame(1, Frame.ACK, 3, Frame.utf8("junk")));
        assertThat(probe.reader()).isEqualTo("open");
        assertThat(probe.peer().hasEnded()).isFalse();
    }

    /** P-5, C-20: for its peer a channel is gone with its CLOSE, whatever this side has yet to say about it. */
    @Test
    void moreChannelsThanMayBeOpenAtATimeMayComeAndGoInOneRead() {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(2).build());
        Frame[] frames = new Frame[300];
        for (int n = 0; n < 100; n++) {
            int id = 2 * n + 1;
            frames[3 * n] = Frame.open(id);
            frames[3 * n + 1] = Frame.data(id, "a");
            frames[3 * n + 2] = Frame.close(id, 0);
        }
        peer.whenOffered(probe -> {
            probe.channel().accept();
            probe.request(1);
        });
        peer.send(frames);
        assertThat(peer.hasEnded()).isFalse();
        assertThat(peer.probes()).hasSize(100).allSatisfy(probe -> {
            assertThat(probe.received()).containsExactly("\"a\"");
            assertThat(probe.reader()).isEqualTo("completed");
        });
    }

    /** L-10: what waits in a channel that was opened here and has ended is this side's own affair. */
    @Test
    void messagesThatThisSideNeverReadsDoNotCountForEver() {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.INITIATOR,
                MuxOptions.builder()
                        .maxChannels(0)
                        .floodLimits(FloodLimits.defaults().withUnreadPlainMessages(2))
                        .build());
        for (int n = 0; n < 10; n++) {
            int id = peer.openAccepted().pause().id();
            peer.send(Frame.data(id, "unread"), Frame.data(id, "unread"), Frame.close(id, 0));
        }
        assertThat(peer.hasEnded()).isFalse();
    }

    /** L-4: the answers that a channel still owes are counted, though the channel itself is not. */
    @Test
    void channelsThatComeAndGoWhileNothingCanBeWrittenAreBounded() {
        ScriptedPeer peer = ScriptedPeer.plain(
                Role.ACCEPTOR,
                MuxOptions.builder()
                        .maxChannels(1)
                        .floodLimits(FloodLimits.defaults().withAnswerBacklog(8_192))
                        .build());
        peer.writable(false);
        int borne = 0;
        while (!peer.hasEnded() && borne < 1_000) {
            int id = 2 * borne++ + 1;
            peer.send(Frame.open(id), Frame.data(id, "x"), Frame.close(id, 0));
        }
        assertThat(borne).isEqualTo(8_192 / 128 + 1);
    }

    @Test
    void aSecondCloseBeforeTheAnswerMakesNoRoomForAnother() {
        ScriptedPeer peer = ScriptedPeer.plain(
                        Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build())
                .whenOffered(probe -> {});
        peer.send(Frame.open(1), Frame.close(1, 0), Frame.close(1, 0), Frame.open(3), Frame.open(5));
        assertThat(peer.read()).containsExactly("ERROR 5 REFUSED", "CLOSE 5");
    }
}
