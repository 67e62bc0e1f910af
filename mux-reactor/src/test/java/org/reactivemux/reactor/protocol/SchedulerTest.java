package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends next (docs/protocol.md, S-2, S-3; docs/adr/0001). */
class SchedulerTest {
    private static final int QUANTUM = 65_536;

    private final BareChannels channels = new BareChannels(QUANTUM);
    private final Scheduler scheduler = new Scheduler(QUANTUM);
    private final FrameEncoder encoder = new FrameEncoder();

    /** S-2: shares follow the weights when all channels always have data. */
    @ParameterizedTest
    @ValueSource(ints = {100, 8_192, 65_536})
    void sharesFollowTheWeightsUnderSaturation(int size) {
        int[] weights = size == QUANTUM ? new int[] {4, 16, 64} : new int[] {1, 16, 64, 256};
        List<Channel> all = new ArrayList<>();
        for (int n = 0; n < weights.length; n++) {
            all.add(channels.weighted(2 * n + 1, weights[n]));
        }
        long goal = size == QUANTUM ? 120_000_000 : size == 100 ? 20_000_000 : 64_000_000;
        while (encoder.bytes() < goal) {
            all.forEach(channel -> keepReady(channel, size));
            scheduler.write(encoder, new DiscardingBatch(300_000), 1);
        }
        double sum = IntStream.of(weights).sum();
        double sent =
                all.stream().mapToLong(channel -> channel.outbound().messages()).sum();
        for (int n = 0; n < weights.length; n++) {
            double share = weights[n] / sum;
            assertThat(all.get(n).outbound().messages() / sent)
                    .as("share of weight %d", weights[n])
                    .isCloseTo(share, within(share / 10));
        }
    }

    /** S-2, S-6: writers that are asked for a little when they have run dry, which is less than a quantum. */
    @ParameterizedTest
    @ValueSource(ints = {64, 1_000, 8_192})
    void sharesFollowTheWeightsOfWritersThatRefillOnlyWhenAsked(int size) {
        int[] weights = {1, 16, 16, 64, 256};
        List<Channel> all = IntStream.range(0, weights.length)
                .mapToObj(n -> channels.weighted(2 * n + 1, weights[n]))
                .toList();
        while (encoder.bytes() < 60_000_000) {
            all.forEach(channel -> offer(channel, channel.outbound().isDry() ? 8 : 0, size));
            scheduler.write(encoder, new DiscardingBatch(256 << 10), 1);
        }
        double sum = IntStream.of(weights).sum();
        double sent =
                all.stream().mapToLong(channel -> channel.outbound().messages()).sum();
        for (int n = 0; n < weights.length; n++) {
            double share = weights[n] / sum;
            assertThat(all.get(n).outbound().messages() / sent)
                    .as("share of weight %d", weights[n])
                    .isCloseTo(share, within(share / 10));
        }
    }

    /** The lightest channel is at most 16 visits away from its next frame, whatever the others weigh. */
    @Test
    void theLightestChannelIsNeverStarved() {
        Channel light = channels.weighted(1, 1);
        Channel heavy = channels.weighted(3, 256);
        long heavyQuantum = 16L * QUANTUM;
        long sinceLight = 0;
        long longest = 0;
        for (int n = 0; n < 2_000; n++) {
            long before = light.outbound().messages();
            keepReady(light, QUANTUM);
            keepReady(heavy, QUANTUM);
            long bytes = encoder.bytes();
            scheduler.write(encoder, new DiscardingBatch(1), 1);
            sinceLight = light.outbound().messages() > before ? 0 : sinceLight + encoder.bytes() - bytes;
            longest = Math.max(longest, sinceLight);
        }
        assertThat(light.outbound().messages()).isPositive();
        assertThat(longest).isLessThanOrEqualTo(17 * (heavyQuantum + QUANTUM + 16));
    }

    @Test
    void equalChannelsTakeTurns() {
        Channel one = channels.channel(1);
        Channel two = channels.channel(3);
        for (int n = 0; n < 4; n++) {
            keepReady(one, QUANTUM);
            keepReady(two, QUANTUM);
        }
        assertThat(frames(8)).containsExactly(1, 3, 1, 3, 1, 3, 1, 3);
    }

    /** S-2: with its header, each message is exactly one quantum. */
    @Test
    void aTurnEndsWithTheLastByteOfItsQuantum() {
        Channel one = channels.channel(1);
        Channel two = channels.channel(3);
        offer(one, 3, QUANTUM - 16);
        offer(two, 3, QUANTUM - 16);
        assertThat(frames(6)).containsExactly(1, 3, 1, 3, 1, 3);
    }

    @Test
    void aFullBatchEndsTheRoundWhereItStands() {
        Channel one = channels.channel(1);
        Channel two = channels.channel(3);
        offer(one, 10, 10_000);
        offer(two, 10, 10_000);
        List<Integer> order = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            RecordingBatch batch = new RecordingBatch(1);
            scheduler.write(encoder, batch, 1);
            assertThat(batch.frames()).hasSize(1);
            order.add(batch.frames().get(0).channel());
        }
        assertThat(order).containsExactly(1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 1, 1, 1, 3, 3, 3);
    }

    /** S-3: its writer is asked only a little at a time, and may have more. */
    @Test
    void aChannelThatRunsDryGoesOnWhereItWasWhenItIsRefilledAtOnce() {
        Channel brief = channels.channel(1);
        Channel busy = channels.channel(3);
        offer(brief, 1, 10_000);
        offer(busy, 30, 10_000);
        List<Integer> order = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            RecordingBatch batch = new RecordingBatch();
            scheduler.write(encoder, batch, 1);
            batch.frames().forEach(frame -> order.add(frame.channel()));
            offer(brief, 1, 10_000);
        }
        assertThat(order).startsWith(1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 1);
    }

    /** S-3: nobody else is served before it was settled, even if its quantum was used up as well. */
    @Test
    void aChannelThatRunsDryAtTheEndOfItsTurnJoinsTheTailWhenItIsRefilledAtOnce() {
        Channel brief = channels.channel(1);
        Channel busy = channels.channel(3);
        offer(brief, 1, QUANTUM - 16);
        offer(busy, 30, QUANTUM - 16);
        RecordingBatch batch = new RecordingBatch(Integer.MAX_VALUE);
        scheduler.write(encoder, batch, 1);
        assertThat(batch.frames()).singleElement().matches(frame -> frame.channel() == 1);
        offer(brief, 1, 10);
        assertThat(frames(2)).containsExactly(3, 1);
    }

    /** S-3: a channel with nothing more to send leaves with deficit 0 and comes back at the tail. */
    @Test
    void aChannelThatRunsDryAndIsNotRefilledLeavesWithDeficitZero() {
        Channel brief = channels.channel(1);
        Channel busy = channels.channel(3);
        offer(brief, 1, 10);
        offer(busy, 30, 10_000);
        scheduler.write(encoder, new DiscardingBatch(20_000), 1);
        scheduler.pass(brief);
        scheduler.write(encoder, new DiscardingBatch(20_000), 1);
        assertThat(brief.listing().isForData()).isFalse();
        assertThat(brief.listing().deficit()).isZero();
        assertThat(busy.listing().isForData()).isTrue();
        offer(brief, 10, 10_000);
        assertThat(frames(12)).startsWith(3, 3, 3, 3).containsSubsequence(3, 1, 1, 1, 1, 1, 1, 1);
    }

    /** S-3: one that is blocked by its window or credit does not stay in the round. */
    @Test
    void blockedChannelsCostNothingAfterTheirFirstVisit() {
        List<Channel> blocked = new ArrayList<>();
        for (int id = 3; id < 2_003; id += 2) {
            Channel channel = channels.channel(id);
            channel.outbound().allowance().use(Integer.MAX_VALUE);
            offer(channel, 1, 10);
            blocked.add(channel);
        }
        Channel ready = channels.channel(1);
        offer(ready, 3, 10_000);
        RecordingBatch batch = new RecordingBatch(1);
        scheduler.write(encoder, batch, 1);
        assertThat(batch.frames()).hasSize(1);
        assertThat(blocked).noneMatch(channel -> channel.listing().isForData());
        assertThat(ready.listing().isForData()).isTrue();
    }

    @Test
    void aChannelIsListedOnceHoweverOftenItIsActivated() {
        Channel channel = channels.channel(1);
        offer(channel, 2, 10);
        scheduler.activate(channel);
        scheduler.activate(channel);
        assertThat(frames(2)).containsExactly(1, 1);
        scheduler.pass(channel);
        assertThat(scheduler.isIdle()).isTrue();
    }

    @Test
    void nothingIsWrittenWhenNothingIsActive() {
        RecordingBatch batch = new RecordingBatch();
        scheduler.write(encoder, batch, 1);
        assertThat(batch.size()).isZero();
        assertThat(scheduler.isIdle()).isTrue();
    }

    /** Keeps more queued than a whole quantum of the heaviest channel. */
    private void keepReady(Channel channel, int size) {
        int enough = Math.min(9_000, 2 + 16 * QUANTUM / size);
        offer(channel, enough - channel.outbound().queuedMessages(), size);
    }

    private void offer(Channel channel, int messages, int size) {
        ByteBuffer message = ByteBuffer.allocate(size);
        for (int n = 0; n < messages; n++) {
            channel.outbound().offer(message);
        }
        scheduler.activate(channel);
    }

    /** The channels of the next frames. */
    private List<Integer> frames(int count) {
        List<Integer> order = new ArrayList<>();
        while (order.size() < count && !scheduler.isIdle()) {
            RecordingBatch batch = new RecordingBatch(1);
            scheduler.write(encoder, batch, 1);
            batch.frames().forEach(frame -> order.add(frame.channel()));
        }
        return order;
    }
}
