package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.reactor.protocol.SaturatedSession.Writer;

/** What writers that are asked for a little at a time get of a connection that cannot carry all (S-2, S-3, S-6). */
class FairSharesTest {
    private static final int QUANTUM = 65_536;
    private static final int LARGEST = 60_000;

    /** S-2 */
    @ParameterizedTest
    @ValueSource(ints = {0, 64, 1_000, 16_000, LARGEST})
    void sharesFollowTheWeights(int size) {
        SaturatedSession session = SaturatedSession.boundByOutput();
        int[] weights = {1, 16, 64, 256};
        Writer[] writers = IntStream.of(weights)
                .mapToObj(weight -> session.join(weight, size))
                .toArray(Writer[]::new);
        List<Long> sent = session.write(size < 16_000 ? 40_000_000 : 500_000_000, writers);
        assertShares(sent, weights);
    }

    /** S-2: that the one sends crumbs and the other slabs makes no difference. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 256})
    void sharesAreOfBytesWhateverTheSizeOfMessages(int weight) {
        SaturatedSession session = SaturatedSession.boundByOutput();
        Writer crumbs = session.join(weight, 64);
        Writer slabs = session.join(weight, LARGEST);
        assertShares(session.write(50_000_000, crumbs, slabs), 1, 1);
    }

    /** S-2: the weight in the OPEN is for both sides. */
    @Test
    void theOpenersWeightCountsWhoeverOpened() {
        SaturatedSession session = SaturatedSession.boundByOutput();
        List<Long> sent = session.write(
                40_000_000, session.join(16, 64), session.open(16, 64), session.join(64, 64), session.open(64, 64));
        assertShares(sent, 16, 16, 64, 64);
    }

    @Test
    void whoJoinsHasItsShareFromThenOn() {
        SaturatedSession session = SaturatedSession.boundByOutput();
        Writer first = session.join(16, 64);
        Writer second = session.join(64, 64);
        session.write(10_000_000, first, second);
        Writer third = session.join(32, 64);
        assertShares(session.write(20_000_000, first, second, third), 16, 64, 32);
    }

    @Test
    void whoLeavesLeavesItsShareToTheOthersByWeight() {
        SaturatedSession session = SaturatedSession.boundByOutput();
        Writer first = session.join(16, 64);
        Writer second = session.join(64, 64);
        Writer third = session.join(256, 64);
        session.write(10_000_000, first, second, third);
        third.complete();
        assertShares(session.write(20_000_000, first, second), 16, 64);
    }

    /** S-3: after any time of silence a channel has one quantum, and no more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 256})
    void idlenessEarnsNothing(int weight) {
        SaturatedSession session = SaturatedSession.frameByFrame();
        Writer idle = session.join(weight, 64);
        Writer busy = session.join(16, 64);
        session.write(1_000_000, idle, busy);
        idle.pause();
        session.write(20_000_000, busy);
        idle.resume();
        long before = idle.sent();
        while (idle.sent() == before) {
            session.writeBatch();
        }
        long mark = busy.sent();
        while (busy.sent() == mark) {
            session.writeBatch();
        }
        assertThat(idle.sent() - before).isLessThanOrEqualTo((long) weight * QUANTUM / 16 + 80);
    }

    /** S-3: what was sent beyond the quantum is paid for, though the window was used up with it. */
    @Test
    void aWindowThatIsUsedUpDoesNotForgiveTheOverdraft() {
        SaturatedSession session = new SaturatedSession(LARGEST, 256 << 10);
        Writer light = session.join(1, LARGEST);
        Writer heavy = session.join(16, 64);
        session.grant(heavy, Integer.MAX_VALUE - LARGEST);
        for (int n = 0; n < 20; n++) {
            long before = light.sent();
            while (light.sent() == before) {
                session.writeBatch();
            }
            session.grant(light, LARGEST);
        }
        assertShares(List.of(light.sent(), heavy.sent()), 1, 16);
    }

    /** The lightest has its next frame after 16 turns of the others at most (docs/adr/0001). */
    @ParameterizedTest
    @ValueSource(ints = {64, LARGEST})
    void theLightestIsNeverStarved(int size) {
        SaturatedSession session = SaturatedSession.frameByFrame();
        Writer light = session.join(1, size);
        Writer heavy = session.join(256, 64);
        long longest = 0;
        while (light.sent() < 3L * LARGEST) {
            long before = heavy.sent();
            long mark = light.sent();
            while (light.sent() == mark) {
                session.writeBatch();
            }
            longest = Math.max(longest, heavy.sent() - before);
        }
        long turn = 16L * QUANTUM + 80;
        assertThat(longest).isPositive().isLessThanOrEqualTo(size == 64 ? turn : 16 * turn);
    }

    private static void assertShares(List<Long> sent, int... weights) {
        double all = sent.stream().mapToLong(Long::longValue).sum();
        double sum = IntStream.of(weights).sum();
        double[] expected =
                IntStream.of(weights).mapToDouble(weight -> weight / sum).toArray();
        for (int n = 0; n < weights.length; n++) {
            assertThat(sent.get(n) / all)
                    .as("share of weight %d, in %s", weights[n], sent)
                    .isCloseTo(expected[n], within(expected[n] / 10));
        }
    }
}
