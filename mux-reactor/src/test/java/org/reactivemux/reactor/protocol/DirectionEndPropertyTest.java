package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.protocol.ChannelTables.Event;

/** Each direction ends once, whatever both sides do to the channel, and never changes its mind (C-22). */
class DirectionEndPropertyTest {
    private static final int WINDOW = 100;

    @Property(tries = 3_000)
    void aChannelOpenedHereHasOneEndForEachDirection(@ForAll("events") List<Event> events) {
        ScriptedPeer peer = extended(Role.INITIATOR);
        EndWitness witness = new EndWitness(peer.openAccepted().channel());
        events.forEach(event -> happen(peer, event));
        assertThatEachDirectionHasOneEnd(peer, witness);
    }

    /** C-15, C-16: the opener may say anything before the answer. */
    @Property(tries = 3_000)
    void aChannelOpenedThereHasOneEndForEachDirection(
            @ForAll("events") List<Event> events, @ForAll @IntRange(max = 6) int answeredAfter) {
        ScriptedPeer peer = extended(Role.ACCEPTOR).whenOffered(probe -> {});
        EndWitness witness = new EndWitness(peer.offer(1).channel());
        for (int n = 0; n < events.size(); n++) {
            if (n == answeredAfter) {
                accept(peer);
            }
            happen(peer, events.get(n));
        }
        assertThatEachDirectionHasOneEnd(peer, witness);
    }

    /** P-14 to P-19: a writer whose data has left is told so, and the CLOSE that comes later is not its end. */
    @Property(tries = 3_000)
    void aPlainChannelHasOneEndForEachDirection(@ForAll("events") List<Event> events, @ForAll Role role) {
        ScriptedPeer peer = ScriptedPeer.plain(role);
        ChannelProbe probe = role == Role.INITIATOR ? peer.openAccepted() : peer.offer(1);
        EndWitness witness = new EndWitness(probe.channel());
        events.forEach(event -> happen(peer, event));
        loseConnection(peer);
        assertThat(witness.readerEnds()).hasSize(1);
        assertThat(witness.writerEnds()).isNotEmpty();
        if (!witness.writerEnds().get(0).equals("sent")) {
            assertThat(witness.writerEnds()).hasSize(1);
        }
        assertThat(witness.gotMessagesBehindTheEnd()).isFalse();
    }

    private static void assertThatEachDirectionHasOneEnd(ScriptedPeer peer, EndWitness witness) {
        loseConnection(peer);
        assertThat(witness.readerEnds()).hasSize(1);
        assertThat(witness.writerEnds()).hasSize(1);
        assertThat(witness.gotMessagesBehindTheEnd()).isFalse();
    }

    private static void loseConnection(ScriptedPeer peer) {
        peer.hangUp();
        peer.probe().request(Long.MAX_VALUE);
    }

    private static void accept(ScriptedPeer peer) {
        if (!peer.hasEnded()) {
            peer.probe().channel().accept();
            peer.turn();
        }
    }

    private static ScriptedPeer extended(Role role) {
        Tlvs settings = Tlvs.role(role.other()).u32(6, WINDOW).u32(7, 2);
        return ScriptedPeer.extended(role, MuxOptions.builder().prefetch(2).build(), settings);
    }

    private static void happen(ScriptedPeer peer, Event event) {
        ChannelProbe probe = peer.probe();
        switch (event) {
            case ACK -> peer.send(Frame.ack(1));
            case DATA -> peer.send(Frame.data(1, "data"));
            case DATA_END -> peer.send(Frame.data(1, Frame.END, "data"));
            case DATA_MORE -> peer.send(Frame.data(1, Frame.MORE, "data"));
            case FLOW_CONTROL -> peer.send(Frame.grant(1, 60));
            case CLOSE -> peer.send(Frame.close(1, 0));
            case FIN -> peer.send(Frame.close(1, Frame.FIN));
            case STOP -> peer.send(Frame.close(1, Frame.STOP));
            case FIN_STOP -> peer.send(Frame.close(1, Frame.FIN | Frame.STOP));
            case ERROR -> peer.send(Frame.error(1, new ErrorCode(0x1234)));
            case REFUSAL -> peer.send(Frame.error(1, ErrorCode.REFUSED));
            case OPEN -> peer.send(Frame.open(1));
            case LOST -> peer.hangUp();
            case SEND -> probe.send(ByteBuffer.allocate(80));
            case COMPLETE -> probe.complete();
            case REQUEST -> probe.request(1);
            case CANCEL -> probe.stop();
            case ABORT -> probe.abort(new ErrorCode(0x2345));
            case FINISH -> probe.finish();
        }
    }

    /** Mostly what channels live through; now and then an end, or what breaks a rule. */
    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> life =
                Arbitraries.of(Event.ACK, Event.DATA, Event.DATA_MORE, Event.FLOW_CONTROL, Event.SEND, Event.REQUEST);
        Arbitrary<Event> end = Arbitraries.of(
                Event.DATA_END, Event.FIN, Event.STOP, Event.COMPLETE, Event.CANCEL, Event.CLOSE, Event.FINISH);
        return Arbitraries.frequencyOf(Tuple.of(3, life), Tuple.of(2, end), Tuple.of(1, Arbitraries.of(Event.class)))
                .list()
                .ofMaxSize(25);
    }
}
