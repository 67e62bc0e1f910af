package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;

/** Each direction ends once, by its writer or by its reader (docs/protocol.md, C-22 to C-25, C-28, C-29). */
class HalfCloseTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder().prefetch(4).build(),
            new Tlvs().u32(6, 100).u32(7, 2));
    private ChannelProbe probe = peer.offer(1);

    @BeforeEach
    void request() {
        probe = probe.request(4);
    }

    @Test
    void theOtherDirectionGoesOnAfterAnEndFromThere() {
        peer.send(Frame.data(1, Frame.END, "all"));
        assertThat(probe.received()).containsExactly("\"all\"");
        assertThat(probe.reader()).isEqualTo("completed");
        probe.send("still");
        assertThat(peer.read()).containsExactly("DATA 1 \"still\"");
        probe.complete();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN");
        assertThat(peer.keeps(1)).isFalse();
    }

    @Test
    void theOtherDirectionGoesOnAfterAnEndFromHere() {
        probe.complete();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN");
        peer.send(Frame.data(1, "one"), Frame.data(1, "two"));
        assertThat(probe.received()).containsExactly("\"one\"", "\"two\"");
        assertThat(peer.keeps(1)).isTrue();
        peer.send(Frame.close(1, Frame.FIN));
        assertThat(probe.reader()).isEqualTo("completed");
        assertThat(peer.keeps(1)).isFalse();
    }

    /** C-23: END is part of a DATA frame where data is left to carry it. */
    @Test
    void theEndRidesOnTheLastMessageThatWaits() {
        probe.channel().send(ByteBuffer.wrap(Frame.utf8("last")));
        probe.channel().completeSending();
        peer.turn();
        assertThat(peer.read()).containsExactly("DATA 1 END \"last\"");
    }

    @Test
    void anEmptyLastMessageIsAMessageAndAnEnd() {
        probe.channel().send(ByteBuffer.allocate(0));
        probe.channel().completeSending();
        peer.turn();
        assertThat(peer.read()).containsExactly("DATA 1 END \"\"");
        peer.send(Frame.data(1, Frame.END, ""));
        assertThat(probe.received()).containsExactly("\"\"");
        assertThat(probe.reader()).isEqualTo("completed");
    }

    /** C-23: a FIN takes no credit and no window. */
    @Test
    void anEmptyStreamEndsWithoutCredit() {
        probe.send("1").send("2");
        peer.read();
        probe.complete();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN");
    }

    /** C-28: the end stays behind the data queued before it. */
    @Test
    void theEndWaitsBehindDataThatWaits() {
        probe.send("1").send("2").send("3").complete();
        assertThat(peer.read()).containsExactly("DATA 1 \"1\"", "DATA 1 \"2\"");
        peer.send(Frame.grant(1, 0, 1));
        assertThat(peer.read()).containsExactly("DATA 1 END \"3\"");
    }

    /** C-24: STOP goes out before data that waits, and what was received is dropped. */
    @Test
    void aStopNeedNotWaitForData() {
        probe.pause();
        peer.send(Frame.data(1, "unread"), Frame.data(1, Frame.MORE, "begun"));
        probe.send("1").send("2").send("3");
        peer.read();
        probe.stop();
        assertThat(peer.read()).containsExactly("CLOSE 1 STOP");
        assertThat(probe.dropped()).containsExactly("\"unread\"");
        assertThat(probe.reader()).isEqualTo("stopped");
    }

    /** C-24: the writer drops what it has queued and sends nothing more, no FIN either. */
    @Test
    void aStopFromThereDropsWhatIsQueued() {
        probe.send("1").send("2").send("3").send("4");
        peer.read();
        peer.send(Frame.close(1, Frame.STOP));
        assertThat(probe.writer()).isEqualTo("stopped");
        assertThat(probe.dropped()).containsExactly("\"3\"", "\"4\"");
        probe.complete();
        peer.send(Frame.grant(1, 100, 10));
        assertThat(peer.read()).isEmpty();
    }

    @Test
    void aStopInsideAMessageCutsItShort() {
        probe.send(ByteBuffer.allocate(150));
        assertThat(peer.read()).containsExactly("DATA 1 MORE [100]");
        peer.send(Frame.close(1, Frame.STOP), Frame.grant(1, 100, 1));
        assertThat(peer.read()).isEmpty();
        assertThat(probe.dropped()).containsExactly("[150]");
    }

    /** C-25: what crosses a STOP is discarded, without credit or window in return. */
    @Test
    void dataThatCrossesAStopIsDiscardedWithoutAWord() {
        probe.stop();
        peer.read();
        peer.send(
                Frame.data(1, "1"), Frame.data(1, Frame.MORE, "2"), Frame.data(1, "2"), Frame.data(1, Frame.END, "3"));
        assertThat(peer.read()).isEmpty();
        assertThat(probe.received()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** C-24: no FIN is owed for a direction that was stopped, and one that crosses is ignored. */
    @Test
    void aFinThatCrossesAStopIsIgnored() {
        probe.stop();
        peer.send(Frame.close(1, Frame.FIN));
        assertThat(peer.read()).containsExactly("CLOSE 1 STOP");
        assertThat(peer.keeps(1)).as("this side's writer goes on").isTrue();
        probe.complete();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN");
        assertThat(peer.keeps(1)).isFalse();
    }

    @Test
    void finThatCrossesAStopFromThereIsTheEndOfTheDirectionAsWell() {
        probe.complete();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN");
        peer.send(Frame.close(1, Frame.STOP));
        assertThat(probe.writer()).isEqualTo("ended");
        assertThat(peer.keeps(1)).as("the peer's direction goes on").isTrue();
        peer.send(Frame.data(1, "on"));
        assertThat(probe.received()).containsExactly("\"on\"");
    }

    @Test
    void bothSidesMayFinishAtTheSameTime() {
        probe.finish();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN STOP");
        assertThat(peer.keeps(1)).isFalse();
        peer.send(Frame.close(1, Frame.FIN | Frame.STOP));
        assertThat(peer.read()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** C-31. */
    @Test
    void finishingFlushesWhatWasSentAndStopsTheRest() {
        probe.send("1").send("2").send("3");
        peer.read();
        probe.finish();
        assertThat(peer.read()).containsExactly("CLOSE 1 STOP");
        assertThat(peer.keeps(1)).isTrue();
        peer.send(Frame.grant(1, 0, 1));
        assertThat(peer.read()).containsExactly("DATA 1 END \"3\"");
        assertThat(peer.keeps(1)).isFalse();
    }

    @Test
    void finishingAfterBothDirectionsHaveEndedSaysNothing() {
        peer.send(Frame.close(1, Frame.FIN | Frame.STOP));
        assertThat(peer.keeps(1)).isFalse();
        probe.finish();
        assertThat(peer.read()).isEmpty();
    }

    /** W-19, C-22: what would change a direction that has ended is ignored. */
    @Test
    void grantsForADirectionThatHasEndedHaveNoEffect() {
        probe.complete();
        peer.read();
        Frame most = Frame.grant(1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        peer.send(most, most, Frame.close(1, Frame.STOP), Frame.close(1, Frame.STOP));
        assertThat(peer.read()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
        assertThat(peer.keeps(1)).isTrue();
    }

    /** W-12, W-19: bytes of a direction that has ended are not returned. */
    @Test
    void nothingIsGrantedForADirectionThatHasEnded() {
        probe.pause();
        peer.send(Frame.data(1, 0, 60_000), Frame.data(1, Frame.END, 60_000));
        probe.request(100);
        probe.resume();
        assertThat(probe.received()).hasSize(2);
        assertThat(peer.read()).isEmpty();
    }

    /** F-8: a CLOSE whose flags are all unknown is a CLOSE with none. */
    @Test
    void aCloseWithUnknownFlagsOnlyClosesBothDirections() {
        peer.send(Frame.close(1, 0x04));
        assertThat(probe.reader()).isEqualTo("completed");
        assertThat(probe.writer()).isEqualTo("stopped");
        assertThat(peer.keeps(1)).isFalse();
    }
}
