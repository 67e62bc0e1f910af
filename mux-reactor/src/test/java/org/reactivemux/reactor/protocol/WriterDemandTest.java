package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.MuxOptions;

/** What a writer's source is asked for, and how much may thereby wait here (docs/protocol.md, L-8, S-6). */
class WriterDemandTest {

    /** S-6: min(credit, a small batch). */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 3", "8, 8"})
    void noMoreIsAskedForThanThePeerTakes(int credit, int asked) {
        ChannelProbe probe = writer(65_536, credit);
        probe.source(1_000, 10);
        assertThat(probe.asked()).isEqualTo(asked);
    }

    /** S-6: nothing while the window is full. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1_000, 9_000, 30_000, 100_000})
    void queuedBytesAreBoundedWithUnboundedCreditAndAClosedWindow(int size) {
        int window = 10_000;
        ChannelProbe probe = writer(window, Frame.UNBOUNDED);
        probe.source(50_000, size);
        ChannelSnapshot snapshot = snapshot(probe);
        assertThat(snapshot.window()).isLessThan(Math.max(size, window / 8 + 1));
        assertThat(snapshot.queuedOutBytes()).isLessThanOrEqualTo(window + 2L * size);
        assertThat(snapshot.queuedOutMessages()).isLessThanOrEqualTo(65);
        assertThat((long) probe.asked() * size).isLessThanOrEqualTo(2L * window + 3L * size);
    }

    /** L-8: empty messages use no window, but what waits is bounded all the same. */
    @Test
    void emptyMessagesThatWaitAreBoundedToo() {
        ChannelProbe probe = writer(10_000, Frame.UNBOUNDED);
        probe.source(100_000, 0);
        assertThat(snapshot(probe).messagesSent()).isEqualTo(100_000);
        assertThat(probe.mostQueued()).isLessThanOrEqualTo(1_024);
    }

    /** S-6: nothing while the output is full. */
    @Test
    void nothingIsAskedForWhileTheOutputIsFull() {
        ScriptedPeer peer = peer(1_000_000, Frame.UNBOUNDED);
        ChannelProbe probe = peer.offer(1);
        peer.writable(false);
        probe.source(1_000, 1_000);
        assertThat(probe.asked()).isZero();
        peer.writable(true);
        assertThat(probe.asked()).isPositive();
        assertThat(peer.read()).hasSizeGreaterThan(10);
    }

    @Test
    void whatHasBeenAskedForIsBoundedWhenTheOutputFillsUp() {
        ScriptedPeer peer = peer(100_000_000, Frame.UNBOUNDED);
        ChannelProbe probe = peer.offer(1);
        probe.source(10, 1_000);
        peer.writable(false);
        int before = probe.asked();
        probe.source(100_000, 1_000);
        assertThat(probe.asked() - before).isZero();
    }

    /** The sizes of messages are not known beforehand: as long as none was seen, few are asked for. */
    @Test
    void aFirstAskIsSmallUntilASizeIsKnown() {
        ChannelProbe unbounded = writer(65_536, Frame.UNBOUNDED);
        assertThat(unbounded.channel().outbound().ask()).isEqualTo(1);
        ChannelProbe counted = writer(65_536, 1_000);
        assertThat(counted.channel().outbound().ask()).isBetween(1, 16);
    }

    @Test
    void messagesThatGrowAreBoundedByTheBatch() {
        ChannelProbe probe = writer(100_000, Frame.UNBOUNDED);
        for (int n = 0; n < 200; n++) {
            int ask = probe.channel().outbound().ask();
            for (int m = 0; m < ask; m++) {
                probe.send(ByteBuffer.allocate(n < 100 ? 1 : 50_000));
            }
        }
        assertThat(snapshot(probe).queuedOutMessages()).isLessThanOrEqualTo(65);
    }

    /** Again from a low-water mark on: credit and window that come back are passed on. */
    @Test
    void whatThePeerGrantsIsAskedForAgain() {
        ScriptedPeer peer = peer(10_000, 20);
        ChannelProbe probe = peer.offer(1);
        probe.source(1_000, 1_000);
        int written = peer.read().size();
        assertThat(written).isBetween(9, 10);
        for (int n = 0; n < 50; n++) {
            peer.send(Frame.grant(1, 5_000, 5));
            written += peer.read().size();
        }
        assertThat(written).isBetween(250, 270);
        assertThat(probe.asked()).isLessThanOrEqualTo(20 + 250);
    }

    /** A long stream is not asked for message by message. */
    @Test
    void askingIsBatched() {
        ScriptedPeer peer = peer(1_000_000, Frame.UNBOUNDED);
        int[] asks = {0};
        peer.whenOffered(probe -> {
            Channel channel = probe.channel();
            channel.accept();
            channel.observe(() -> {
                int more = channel.outbound().ask();
                asks[0] += more > 0 ? 1 : 0;
                for (int n = 0; n < more; n++) {
                    channel.send(ByteBuffer.allocate(100));
                }
            });
        });
        peer.send(Frame.open(1));
        assertThat(peer.read(1)).hasSize(1 + 10_000);
        assertThat(asks[0]).isLessThan(1_000);
    }

    @Test
    void nothingIsAskedForOnceTheDirectionHasEnded() {
        ScriptedPeer peer = peer(10_000, 100);
        ChannelProbe stopped = peer.offer(1);
        peer.send(Frame.close(1, Frame.STOP));
        assertThat(stopped.channel().outbound().ask()).isZero();
        ChannelProbe completed = peer.offer(3);
        completed.complete();
        assertThat(completed.channel().outbound().ask()).isZero();
    }

    /** Whatever sizes come and whatever the peer grants, queued bytes stay bounded and nothing stalls. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void randomSizesAndGrantsNeitherStallNorPileUp(long seed) {
        Random random = new Random(seed);
        int window = 5_000 + random.nextInt(50_000);
        ScriptedPeer peer = peer(window, 1);
        ChannelProbe probe = peer.offer(1);
        int largest = 0;
        int total = 0;
        for (int n = 0; n < 200; n++) {
            int size = random.nextInt(random.nextInt(10) == 0 ? 200_000 : 2_000);
            largest = Math.max(largest, size);
            total++;
            probe.source(1, size);
        }
        for (int n = 0; n < 20_000 && snapshot(probe).messagesSent() < total; n++) {
            int bytes = peer.readFrames().stream()
                    .mapToInt(frame -> frame.payload().remaining())
                    .sum();
            peer.send(Frame.grant(1, bytes, 1 + random.nextInt(3)));
            assertThat(snapshot(probe).queuedOutBytes()).isLessThanOrEqualTo(window + 64L * largest);
        }
        assertThat(snapshot(probe).messagesSent()).isEqualTo(total);
    }

    private static ScriptedPeer peer(int window, int credit) {
        return ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.defaults(), new Tlvs().u32(6, window).u32(7, credit));
    }

    private static ChannelProbe writer(int window, int credit) {
        return peer(window, credit).offer(1);
    }

    private static ChannelSnapshot snapshot(ChannelProbe probe) {
        return probe.peer().snapshot().channels().get(0);
    }

    /** A million idle channels are nothing to a connection that can write again. */
    @Test
    void onlyWritersThatCouldNotBeAskedAreLookedAtWhenTheConnectionCanWriteAgain() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
        peer.offer(1);
        AtomicInteger looks = new AtomicInteger();
        peer.probe().channel().observe(looks::incrementAndGet);
        ChannelProbe writer = peer.offer(3);
        peer.send(Frame.grant(3, 0, 10));
        peer.writable(false);
        writer.source(3, 10);
        int before = looks.get();
        peer.writable(true);
        assertThat(looks).hasValue(before);
        assertThat(peer.read(3)).hasSize(3);
    }
}
