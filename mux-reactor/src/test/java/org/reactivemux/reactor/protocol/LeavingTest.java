package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** Go-away, from here and from there (docs/protocol.md, K-1, K-2, K-7 to K-12). */
class LeavingTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
    private final ScriptedPeer server = ScriptedPeer.extended(Role.INITIATOR);

    /** K-7: the last id is the highest that the peer opened and this side accepted. */
    @Test
    void goAwayNamesTheLastAcceptedChannel() {
        peer.offer(1);
        peer.offer(5);
        leave();
        assertThat(peer.read()).containsExactly("CLOSE 0 last 5 NONE");
        assertThat(peer.hasEnded()).isFalse();
    }

    @Test
    void aRefusedChannelWasNotAccepted() {
        peer.offer(1);
        peer.whenOffered(probe -> probe.channel().refuse(ErrorCode.NO_HANDLER, ""));
        peer.offer(3);
        leave();
        assertThat(peer.read()).containsExactly("CLOSE 0 last 1 NONE");
    }

    @Test
    void aChannelRefusedByALimitWasNotAccepted() {
        ScriptedPeer narrow = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build());
        narrow.offer(1);
        narrow.send(Frame.open(3));
        narrow.read();
        narrow.session().goAway();
        narrow.turn();
        assertThat(narrow.read()).containsExactly("CLOSE 0 last 1 NONE");
    }

    @Test
    void withoutAChannelTheLastIdIsNone() {
        leave();
        assertThat(peer.read()).containsExactly("CLOSE 0 last 0 NONE");
    }

    /** C-10: the last id may lie behind the wrap. */
    @Test
    void theHighestIdOfAllMayBeTheLastAccepted() {
        ScriptedPeer old = ScriptedPeer.silent(
                        Role.ACCEPTOR,
                        MuxOptions.defaults(),
                        new ChannelIds(Role.INITIATOR, -3),
                        new ChannelIds(Role.ACCEPTOR))
                .greets(new Tlvs());
        old.offer(-1);
        old.session().goAway();
        old.turn();
        assertThat(old.read()).containsExactly("CLOSE 0 last 4294967295 NONE");
    }

    /** K-8: every OPEN is refused from then on, those under way included; it is no violation. */
    @Test
    void opensUnderWayAreRefused() {
        peer.offer(1);
        leave();
        peer.read();
        peer.send(Frame.open(3), Frame.data(3, "crossing"));
        assertThat(peer.read()).containsExactly("ERROR 3 REFUSED");
        assertThat(peer.probes()).hasSize(1);
        assertThat(peer.hasEnded()).isFalse();
    }

    /** K-9. */
    @Test
    void afterGoAwayFromEitherSideNothingIsOpened() {
        peer.offer(1);
        leave();
        assertRefusedHere(peer);
        server.openAccepted();
        server.send(Frame.goAway(1));
        assertRefusedHere(server);
    }

    /** K-9: also what was asked for before, if its OPEN was not yet written. */
    @Test
    void anOpenThatWaitsIsWithdrawnWhenThePeerLeaves() {
        server.openAccepted();
        server.writable(false);
        ChannelProbe settled = server.requestOpen(OptionalInt.empty());
        server.turn();
        ChannelProbe fresh = server.requestOpen(OptionalInt.empty());
        server.send(Frame.goAway(1));
        server.writable(true);
        assertThat(server.read()).isEmpty();
        assertThat(settled.reader()).isEqualTo("failed REFUSED");
        assertThat(fresh.reader()).isEqualTo("failed REFUSED");
    }

    /** K-10, K-12: open channels go on; the last one that ends lets the sender of go-away close. */
    @Test
    void openChannelsGoOnAndTheLastOneClosesTheConnection() {
        ChannelProbe probe = peer.offer(1).request(2);
        leave();
        peer.send(Frame.data(1, Frame.END, "still"));
        assertThat(probe.received()).containsExactly("\"still\"");
        probe.send("answer");
        assertThat(peer.hasEnded()).isFalse();
        probe.complete();
        assertThat(peer.read()).endsWith("DATA 1 \"answer\"", "CLOSE 1 FIN");
        assertThat(peer.hasEnded()).isTrue();
        assertThat(peer.cause()).isNull();
    }

    /** K-12: as soon as it has no channel and its output is written. */
    @Test
    void aConnectionWithoutChannelsClosesWhenItsGoAwayIsWritten() {
        peer.writable(false);
        leave();
        assertThat(peer.hasEnded()).isFalse();
        peer.writable(true);
        assertThat(peer.read()).containsExactly("CLOSE 0 last 0 NONE");
        assertThat(peer.hasEnded()).isTrue();
        assertThat(peer.cause()).isNull();
    }

    @Test
    void theConnectionStaysUntilItsLastBytesHaveLeft() {
        ChannelProbe probe = peer.offer(1);
        peer.holdFlushes();
        leave();
        peer.send(Frame.close(1, Frame.FIN));
        probe.send("last words").complete();
        assertThat(peer.hasEnded()).isFalse();
        peer.flush();
        assertThat(probe.channel().outbound().isWritten()).isTrue();
        assertThat(peer.hasEnded()).isTrue();
    }

    /** K-12 gives the closing to the sender of go-away. */
    @Test
    void theReceiverOfGoAwayLeavesTheClosingToItsSender() {
        ChannelProbe probe = server.openAccepted();
        server.send(Frame.goAway(0));
        probe.finish();
        server.send(Frame.close(1, Frame.FIN));
        assertThat(server.hasEnded()).isFalse();
        server.hangUp();
        assertThat(server.hasEnded()).isTrue();
        assertThat(server.cause()).isNull();
    }

    /** K-11: nothing of them was processed; they are kept until they are answered. */
    @Test
    void unansweredChannelsAboveTheLastIdAreRefusedAtOnceAndKept() {
        ChannelProbe below = server.open();
        ChannelProbe above = server.open();
        above.send("lost");
        server.read();
        server.send(Frame.goAway(1));
        assertThat(above.reader()).isEqualTo("failed REFUSED");
        assertThat(above.channel().inbound().failure())
                .isInstanceOfSatisfying(
                        ChannelRefusedException.class,
                        refused -> assertThat(refused.retrySafe()).isTrue());
        assertThat(below.reader()).isEqualTo("open");
        assertThat(server.keeps(3)).isTrue();
        server.send(Frame.error(3, ErrorCode.REFUSED), Frame.ack(1), Frame.data(1, "answer"));
        assertThat(server.keeps(3)).isFalse();
        assertThat(server.read()).isEmpty();
        below.request(1);
        assertThat(below.received()).containsExactly("\"answer\"");
    }

    /** K-11 in serial order (C-10). */
    @Test
    void aboveMeansLaterAlsoAcrossTheWrap() {
        ScriptedPeer old = ScriptedPeer.silent(
                        Role.INITIATOR,
                        MuxOptions.defaults(),
                        new ChannelIds(Role.INITIATOR, -3),
                        new ChannelIds(Role.ACCEPTOR))
                .greets(new Tlvs());
        ChannelProbe last = old.open();
        ChannelProbe wrapped = old.open();
        assertThat(wrapped.id()).isEqualTo(1);
        old.send(Frame.goAway(-1));
        assertThat(last.reader()).isEqualTo("open");
        assertThat(wrapped.reader()).isEqualTo("failed REFUSED");
    }

    @Test
    void anAnsweredChannelAboveTheLastIdGoesOn() {
        ChannelProbe probe = server.openAccepted();
        server.send(Frame.goAway(0));
        assertThat(probe.reader()).isEqualTo("open");
    }

    /** K-2. */
    @Test
    void goAwayMayBeRepeatedWithALowerId() {
        ChannelProbe first = server.open();
        ChannelProbe second = server.open();
        server.send(Frame.goAway(3), Frame.goAway(1));
        assertThat(second.reader()).isEqualTo("failed REFUSED");
        assertThat(first.reader()).isEqualTo("open");
        server.send(Frame.goAway(1), Frame.goAway(0));
        assertThat(first.reader()).isEqualTo("failed REFUSED");
        assertThat(server.hasEnded()).isFalse();
    }

    /** H-8: what cannot be said yet is said once the peer's dialect is known. */
    @Test
    void goAwayDuringTheHandshakeIsSaidBehindIt() {
        ScriptedPeer silent = ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());
        silent.session().goAway();
        silent.turn();
        assertThat(silent.read()).allMatch(line -> line.startsWith("PING HELLO"));
        silent.send(Frame.hello(new Tlvs()));
        assertThat(silent.read()).containsExactlyInAnyOrder("PONG", "CLOSE 0 last 0 NONE");
    }

    @Test
    void leavingTwiceIsSaidOnce() {
        peer.offer(1);
        leave();
        leave();
        assertThat(peer.read()).containsExactly("CLOSE 0 last 1 NONE");
    }

    private void leave() {
        peer.session().goAway();
        peer.turn();
    }

    private static void assertRefusedHere(ScriptedPeer side) {
        assertThatThrownBy(() -> side.requestOpen(OptionalInt.empty()))
                .isInstanceOfSatisfying(
                        ChannelRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.REFUSED));
    }
}
