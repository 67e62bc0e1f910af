package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.reactivemux.MuxOptions;

/** A session sends what it was granted, all of it and nothing more (docs/protocol.md, W-4, W-5, W-16, P-10). */
class WriterPropertyTest {
    private static final int FRAME = 1_024;
    private static final int PLAIN_WINDOW = 65_536;
    private static final int ALL_IT_TAKES = 10_000_000;

    /** What happens to one of the channels next. */
    record Step(Kind kind, int channel, int amount) {}

    enum Kind {
        SEND,
        GRANT_BYTES,
        GRANT_MESSAGES,
        GRANT_BOTH,
        HOLD,
        RELEASE,
        SMALL_BATCHES
    }

    /** W-4, W-5. */
    @Property(tries = 1_000)
    void noDataGoesOutThatWasNotGranted(
            @ForAll @IntRange(min = 1, max = 3_000) int window,
            @ForAll @IntRange(max = 3) int credit,
            @ForAll("steps") List<Step> steps) {
        ScriptedPeer peer = extended(window, credit);
        List<SentStream> streams = streams(peer, window, credit);
        for (Step step : steps) {
            take(step, peer, streams);
            peer.readFrames().forEach(frame -> streams.get(frame.channel() / 2).sent(frame));
            assertThat(streams).as("after %s", step).allMatch(SentStream::isWithinItsGrants);
        }
    }

    /** Nothing with credit and window stands still, but what may wait for more window (W-16). */
    @Property(tries = 1_000)
    void whatIsGrantedGoesOut(
            @ForAll @IntRange(min = 1, max = 3_000) int window,
            @ForAll @IntRange(max = 3) int credit,
            @ForAll("steps") List<Step> steps) {
        ScriptedPeer peer = extended(window, credit);
        List<SentStream> streams = streams(peer, window, credit);
        for (Step step : steps) {
            take(step, peer, streams);
            peer.writable(true);
            peer.readFrames().forEach(frame -> streams.get(frame.channel() / 2).sent(frame));
            assertThat(streams).as("after %s", step).allMatch(SentStream::waitsForItsPeer);
        }
    }

    /** M-6: whatever the grants, the messages arrive whole and in order once there are enough. */
    @Property(tries = 300)
    void everyMessageGoesOutWholeAndInOrder(
            @ForAll @IntRange(min = 1, max = 3_000) int window, @ForAll("steps") List<Step> steps) {
        ScriptedPeer peer = extended(window, 0);
        List<SentStream> streams = streams(peer, window, 0);
        steps.forEach(step -> take(step, peer, streams));
        peer.writable(true);
        streams.forEach(stream -> peer.send(Frame.grant(stream.id(), ALL_IT_TAKES, 1_000)));
        peer.readFrames().forEach(frame -> streams.get(frame.channel() / 2).sent(frame));
        assertThat(streams).allSatisfy(stream -> assertThat(stream.messages()).isEqualTo(stream.offered()));
    }

    /** P-10: to a plain peer whole messages only, within the window. */
    @Property(tries = 300)
    void aPlainPeerGetsWholeMessagesWithinItsWindow(@ForAll("steps") List<Step> steps) {
        ScriptedPeer peer = ScriptedPeer.plain(Role.ACCEPTOR);
        List<SentStream> streams = streams(peer, PLAIN_WINDOW, Frame.UNBOUNDED);
        for (Step step : steps) {
            Kind kind = step.kind == Kind.GRANT_MESSAGES || step.kind == Kind.GRANT_BOTH ? Kind.GRANT_BYTES : step.kind;
            take(new Step(kind, step.channel, kind == Kind.SEND ? step.amount * 8 : step.amount), peer, streams);
            peer.readFrames().forEach(frame -> streams.get(frame.channel() / 2).sent(frame));
            assertThat(streams).as("after %s", step).allMatch(SentStream::isWithinItsGrants);
            assertThat(streams).as("after %s", step).allMatch(SentStream::isInOrder);
        }
    }

    private static ScriptedPeer extended(int window, int credit) {
        Tlvs settings = Tlvs.role(Role.INITIATOR).u32(3, FRAME).u32(6, window).u32(7, credit);
        return ScriptedPeer.extended(Role.ACCEPTOR, MuxOptions.defaults(), settings);
    }

    private static List<SentStream> streams(ScriptedPeer peer, int window, int credit) {
        List<SentStream> streams = new ArrayList<>();
        for (int id = 1; id <= 3; id += 2) {
            streams.add(new SentStream(peer.offer(id), window, credit));
        }
        return streams;
    }

    private static void take(Step step, ScriptedPeer peer, List<SentStream> streams) {
        SentStream stream = streams.get(step.channel);
        switch (step.kind) {
            case SEND -> stream.offer(ByteBuffer.allocate(step.amount - 1));
            case GRANT_BYTES -> peer.send(stream.granting(step.amount));
            case GRANT_MESSAGES -> peer.send(stream.granting(0, 1 + step.amount % 4));
            case GRANT_BOTH -> peer.send(stream.granting(step.amount, 1));
            case HOLD -> peer.writable(false);
            case RELEASE -> peer.writable(true);
            case SMALL_BATCHES -> peer.batchSize(step.amount);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> amount = Arbitraries.oneOf(
                Arbitraries.of(1, FRAME, FRAME + 1),
                Arbitraries.integers().between(1, 60),
                Arbitraries.integers().between(1, 4_000));
        return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.of(0, 1), amount)
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
