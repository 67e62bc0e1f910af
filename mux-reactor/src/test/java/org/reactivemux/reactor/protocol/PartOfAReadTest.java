package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one read brought for many channels is taken in parts, so that the first are answered before the last are read. */
class PartOfAReadTest {
    private static final int FEW = 16;

    private final List<ChannelProbe> accepted = new ArrayList<>();
    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR).whenOffered(probe -> {
        probe.accept();
        accepted.add(probe);
    });

    /** Requests on channels of their own, as one read. */
    private static ByteBuffer requests(int channels) {
        return Frame.stream(IntStream.range(0, channels)
                .map(n -> 2 * n + 1)
                .boxed()
                .flatMap(id -> List.of(Frame.open(id), Frame.data(id, "request")).stream())
                .toList());
    }

    @Test
    void whatIsForAFewChannelsIsTakenAtOnce() {
        ByteBuffer read = requests(FEW - 1);
        peer.session().receiveSome(read, 0);
        assertThat(read.hasRemaining()).isFalse();
    }

    @Test
    void theFirstChannelsAreDeliveredBeforeTheRestIsTaken() {
        ByteBuffer read = requests(3 * FEW);
        peer.session().receiveSome(read, 0);
        assertThat(read.hasRemaining()).isTrue();
        peer.turn();
        assertThat(accepted).hasSize(FEW);
    }

    @Test
    void theRestFollowsWhereItWasLeft() {
        ByteBuffer read = requests(3 * FEW);
        int parts = 0;
        for (; read.hasRemaining(); parts++) {
            peer.session().receiveSome(read, 0);
            peer.turn();
        }
        assertThat(parts).isEqualTo(3);
        assertThat(accepted).hasSize(3 * FEW);
    }

    /** A stream is no crowd: its batches stay whole. */
    @Test
    void anyNumberOfMessagesOfOneChannelIsTakenAtOnce() {
        peer.send(Frame.open(1));
        peer.probe().request(Long.MAX_VALUE);
        peer.turn();
        ByteBuffer read = Frame.stream(
                IntStream.range(0, 1_000).mapToObj(n -> Frame.data(1, "x")).toList());
        peer.session().receiveSome(read, 0);
        assertThat(read.hasRemaining()).isFalse();
    }

    @Test
    void aSessionThatHasEndedTakesAllOfIt() {
        ByteBuffer read = requests(3 * FEW);
        peer.session().receiveSome(read, 0);
        peer.session().inputClosed(null);
        peer.session().receiveSome(read, 0);
        assertThat(read.hasRemaining()).isFalse();
    }
}
