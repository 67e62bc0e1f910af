package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** What a channel tells its program and its peer when one of them has had enough (docs/protocol.md, section 4). */
class GivingUpTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);

    @Test
    void aChannelOpenedHereIsNotAnsweredBeforeItsAck() {
        ScriptedPeer opener = ScriptedPeer.extended(Role.INITIATOR);
        Channel channel = opener.open().channel();
        assertThat(channel.isAnswered()).isFalse();
        opener.send(Frame.ack(1));
        assertThat(channel.isAnswered()).isTrue();
    }

    @Test
    void sendingTellsWhetherTheMessageWasTaken() {
        Channel channel = peer.offer(1).channel();
        assertThat(channel.send(Frame.data(1, "message").payload())).isTrue();
        channel.completeSending();
        assertThat(channel.send(Frame.data(1, "too late").payload())).isFalse();
    }

    @Test
    void onlyACancelStopsAReader() {
        ChannelProbe probe = peer.offer(1);
        assertThat(probe.channel().inbound().isStopped()).isFalse();
        probe.stop();
        assertThat(probe.channel().inbound().isStopped()).isTrue();
    }

    @Test
    void aChannelThatEndsInGoodOrderHasNotFailed() {
        ChannelProbe probe = peer.offer(1);
        assertThat(probe.channel().isFailed()).isFalse();
        probe.finish();
        assertThat(probe.channel().isFailed()).isFalse();
    }

    /** C-26, C-30: the failure of one direction is the channel's. */
    @Test
    void aChannelHasFailedWhenEitherDirectionHas() {
        ChannelProbe cutShort = peer.offer(1).request(1);
        peer.send(Frame.data(1, Frame.MORE, "begun"), Frame.close(1, 0));
        assertThat(cutShort.channel().isFailed()).as("its reader").isTrue();
        ChannelProbe read = peer.offer(3);
        peer.send(Frame.close(3, Frame.FIN), Frame.error(3, ErrorCode.INTERNAL));
        assertThat(read.reader()).isEqualTo("completed");
        assertThat(read.channel().isFailed()).as("its writer").isTrue();
    }

    /** C-22: a cancel behind the writer's end still drops what was not taken. */
    @Test
    void aReaderThatCancelsAfterTheEndGetsNothingMore() {
        ChannelProbe probe = peer.offer(1);
        peer.send(Frame.data(1, "unread"), Frame.close(1, Frame.FIN));
        assertThat(probe.reader()).isEqualTo("ending");
        probe.stop();
        assertThat(probe.dropped()).containsExactly("\"unread\"");
        assertThat(probe.request(1).received()).isEmpty();
        assertThat(peer.read()).isEmpty();
    }

    /** C-26: the failure comes behind the whole messages, however late they are taken. */
    @Test
    void aCloseInsideAMessageIsToldWhenTheWholeMessagesWereTaken() {
        ScriptedPeer ahead = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().prefetch(2).build());
        ChannelProbe probe = ahead.offer(1);
        ahead.send(Frame.data(1, "whole"), Frame.data(1, Frame.MORE, "begun"), Frame.close(1, 0));
        assertThat(probe.reader()).isEqualTo("ending");
        probe.request(1);
        assertThat(probe.received()).containsExactly("\"whole\"");
        assertThat(probe.reader()).isEqualTo("failed CANCELLED");
    }

    /** C-28: STOP and ERROR in one turn go out in that order. */
    @Test
    void aCancelThatIsFollowedByAFailureIsStillTold() {
        ChannelProbe probe = peer.offer(1);
        probe.channel().stopReceiving();
        probe.abort(ErrorCode.INTERNAL);
        assertThat(peer.read()).containsExactly("CLOSE 1 STOP", "ERROR 1 INTERNAL");
    }

    /** C-27: only a peer that wants no more of it need not hear why a direction has failed. */
    @Test
    void anErrorThatWaitsIsToldToAPeerThatHasEndedItsOwnDirection() {
        ChannelProbe probe = peer.offer(1);
        peer.send(Frame.close(1, Frame.FIN));
        peer.writable(false);
        probe.abort(ErrorCode.INTERNAL);
        peer.writable(true);
        assertThat(peer.read()).containsExactly("ERROR 1 INTERNAL");
    }

    /** C-22, C-27: with both directions over there is nothing left to fail, but what is owed still goes out. */
    @Test
    void aFailureAfterBothSidesHaveStoppedTellsNoMoreThanTheStop() {
        ChannelProbe probe = peer.offer(1);
        peer.writable(false);
        probe.stop();
        peer.send(Frame.close(1, Frame.STOP));
        probe.abort(ErrorCode.INTERNAL);
        peer.writable(true);
        assertThat(peer.read()).containsExactly("CLOSE 1 STOP");
        assertThat(probe.writer()).isEqualTo("stopped");
    }

    /** C-26, C-15: after the peer's CLOSE nothing is owed but the answer. */
    @Test
    void aCancelBeforeTheAnswerIsNotToldToAPeerThatHasClosed() {
        peer.whenOffered(probe -> {});
        ChannelProbe probe = peer.offer(1);
        probe.stop();
        peer.send(Frame.close(1, 0));
        probe.accept();
        assertThat(peer.read()).containsExactly("ACK 1");
        assertThat(peer.keeps(1)).isFalse();
    }

    /** C-29: the channel is freed before its program hears of the end, so that another one can take its place. */
    @Test
    void theProgramThatHearsOfTheEndMayOpenTheNextChannel() {
        ScriptedPeer narrow = ScriptedPeer.extended(Role.INITIATOR, MuxOptions.defaults(), new Tlvs().u32(5, 1));
        Channel channel = narrow.openAccepted().channel();
        List<String> attempts = new ArrayList<>();
        channel.observe(() -> {
            if (!channel.outbound().isOpen()) {
                attempts.add(attempt(narrow));
            }
        });
        channel.finish();
        narrow.turn();
        assertThat(attempts)
                .as("before its last frame is written, and behind it")
                .startsWith("refused", "opened");
    }

    private static String attempt(ScriptedPeer peer) {
        try {
            peer.session().open(ChannelHead.of(ChannelSpec.unnamed()));
            return "opened";
        } catch (ChannelRefusedException full) {
            return "refused";
        }
    }

    /** K-9: what was not yet written is taken back when this side leaves. */
    @Test
    void anOpenThatWaitsIsWithdrawnWhenThisSideLeaves() {
        peer.writable(false);
        ChannelProbe probe = peer.requestOpen(OptionalInt.empty());
        peer.session().goAway();
        peer.turn();
        assertThat(probe.reader()).isEqualTo("failed REFUSED");
        peer.writable(true);
        assertThat(peer.read()).containsExactly("CLOSE 0 last 0 NONE");
    }

    /** K-7: a channel that is not yet decided about may still be accepted, so it is among those that were. */
    @Test
    void goAwayCountsAChannelThatIsNotYetDecidedAbout() {
        peer.offer(1);
        peer.whenOffered(probe -> {});
        ChannelProbe undecided = peer.offer(3);
        peer.session().goAway();
        peer.turn();
        assertThat(peer.read()).containsExactly("CLOSE 0 last 3 NONE");
        undecided.accept();
        assertThat(peer.read()).containsExactly("ACK 3");
    }

    /** K-12: as long as there is a channel from either side. */
    @Test
    void aConnectionThatIsLeftStaysForTheChannelsOfBothSides() {
        ChannelProbe theirs = peer.offer(1);
        ChannelProbe ours = peer.openAccepted();
        peer.session().goAway();
        peer.turn();
        assertThat(peer.hasEnded()).isFalse();
        theirs.finish();
        assertThat(peer.hasEnded()).isFalse();
        ours.finish();
        assertThat(peer.hasEnded()).isTrue();
        assertThat(peer.cause()).isNull();
    }

    /** K-12, C-18: a channel that only waits for its answer is not cut short by the end of the stream. */
    @Test
    void anEndOfStreamAfterGoAwayIsInGoodOrderWhenNothingIsOpen() {
        ChannelProbe probe = peer.open();
        probe.finish();
        peer.session().goAway();
        peer.turn();
        assertThat(peer.keeps(probe.id())).isTrue();
        peer.hangUp();
        assertThat(peer.cause()).isNull();
    }

    /** K-15: one direction that is open is enough for a loss. */
    @Test
    void anEndOfStreamAfterGoAwayIsALossForAChannelThatIsHalfOpen() {
        ScriptedPeer other = ScriptedPeer.extended(Role.ACCEPTOR);
        other.offer(1).complete();
        peer.offer(1).stop();
        for (ScriptedPeer side : List.of(peer, other)) {
            side.session().goAway();
            side.turn();
            side.hangUp();
            assertThat(side.cause()).isNotNull();
        }
    }
}
