package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A stream is written when its last byte, and the end, were handed to the operating system (docs/protocol.md, C-21). */
class FlushTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);

    @Test
    void aWriterIsToldWhenTheBatchOfItsEndHasLeft() {
        EndWitness witness = new EndWitness(peer.offer(1).channel());
        peer.holdFlushes();
        peer.probe().complete();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN");
        assertThat(witness.writerEnds()).isEmpty();
        peer.flush();
        assertThat(witness.writerEnds()).containsExactly("sent");
    }

    @Test
    void theFlushOfAnEarlierBatchIsNotEnough() {
        EndWitness witness = new EndWitness(peer.offer(1).channel());
        peer.holdFlushes();
        long earlier = peer.session().sealBatch();
        peer.probe().send("last").complete();
        peer.session().flushed(earlier);
        peer.turn();
        assertThat(witness.writerEnds()).isEmpty();
        peer.flush();
        assertThat(witness.writerEnds()).containsExactly("sent");
    }

    @Test
    void aFlushTellsAllWritersWhoseEndsHaveLeftAndNoOthers() {
        EndWitness first = new EndWitness(peer.offer(1).channel());
        EndWitness second = new EndWitness(peer.offer(3).channel());
        peer.holdFlushes();
        peer.probes().get(0).complete();
        long between = peer.session().sealBatch();
        peer.probes().get(1).complete();
        peer.session().flushed(between);
        peer.turn();
        assertThat(first.writerEnds()).containsExactly("sent");
        assertThat(second.writerEnds()).isEmpty();
        peer.flush();
        assertThat(second.writerEnds()).containsExactly("sent");
    }

    /** P-14: the data of a plain channel is its end, as soon as the writer has completed. */
    @Test
    void aPlainWriterThatCompletesBehindItsDataIsToldWhenThatHasLeft() {
        ScriptedPeer plain = ScriptedPeer.plain(Role.ACCEPTOR);
        EndWitness witness = new EndWitness(plain.offer(1).channel());
        plain.holdFlushes();
        plain.probe().send("data");
        plain.probe().complete();
        assertThat(witness.writerEnds()).isEmpty();
        plain.flush();
        assertThat(witness.writerEnds()).containsExactly("sent");
    }

    /** P-14: it may have left long ago. */
    @Test
    void aPlainWriterThatCompletesLongAfterItsDataIsToldAtOnce() {
        ScriptedPeer plain = ScriptedPeer.plain(Role.ACCEPTOR);
        EndWitness witness = new EndWitness(plain.offer(1).channel());
        plain.probe().send("data");
        plain.probe().complete();
        assertThat(witness.writerEnds()).containsExactly("sent");
    }

    @Test
    void aWriterWhoseEndNeverLeftIsToldOfTheLoss() {
        EndWitness witness = new EndWitness(peer.offer(1).channel());
        peer.holdFlushes();
        peer.probe().complete();
        peer.hangUp();
        assertThat(witness.writerEnds()).containsExactly("failed CONNECTION_LOST");
    }

    /** K-13: the sender of an ERROR on channel 0 sends nothing after it, and nothing that waited before it. */
    @Test
    void whatWaitsToBeWrittenIsDroppedWithTheConnection() {
        ChannelProbe probe = peer.offer(1).request(10);
        peer.send(Frame.data(1, "rides later"));
        peer.offer(3);
        peer.writable(false);
        peer.read();
        probe.send("data");
        peer.probe().stop();
        peer.send(Frame.ping("question"), Frame.open(5));
        peer.hangUp();
        peer.writable(true);
        assertThat(peer.read()).isEmpty();
    }
}
