package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids of one parity: taken in order, wrapping, in serial order (docs/protocol.md, C-1, C-2, C-9 to C-11). */
class ChannelIdsTest {

    @Test
    void theFirstIdsAreOneAndTwo() {
        assertThat(taken(new ChannelIds(Role.INITIATOR), 3)).containsExactly(1, 3, 5);
        assertThat(taken(new ChannelIds(Role.ACCEPTOR), 3)).containsExactly(2, 4, 6);
    }

    /** C-11. */
    @Test
    void takingWrapsAroundAndSkipsZero() {
        assertThat(taken(new ChannelIds(Role.INITIATOR, -5), 4)).containsExactly(-3, -1, 1, 3);
        assertThat(taken(new ChannelIds(Role.ACCEPTOR, -6), 4)).containsExactly(-4, -2, 2, 4);
    }

    @Test
    void takingSkipsIdsWhoseChannelIsStillOpen() {
        Set<Integer> open = Set.of(-1, 1, 3, 7);
        ChannelIds ids = new ChannelIds(Role.INITIATOR, -5);
        assertThat(IntStream.range(0, 3).map(n -> ids.take(open::contains)).boxed())
                .containsExactly(-3, 5, 9);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, true",
        "1, 2147483647, true",
        "1, -2147483647, false",
        "1, 1, false",
        "1, -1, false",
        "-1, 1, true",
        "-1, -3, false",
        "-3, 2147483643, true",
        "-3, 2147483645, false",
        "0, 2147483646, true",
        "0, -2147483648, false",
        "-2, 2, true",
        "2147483647, -2147483647, true"
    })
    void idsAreOrderedAsSerialNumbers(int highest, int id, boolean above) {
        Role owner = highest % 2 == 0 ? Role.ACCEPTOR : Role.INITIATOR;
        assertThat(new ChannelIds(owner, highest).isAbove(id)).isEqualTo(above);
    }

    /** C-10: above if (a - b) mod 2^32 is 1 to 2^31 - 1. */
    @Test
    void theOrderIsThatOfTheDefinitionForAnyTwoIds() {
        Random random = new Random(20_260_101);
        BigInteger modulus = BigInteger.ONE.shiftLeft(32);
        BigInteger half = BigInteger.ONE.shiftLeft(31);
        for (int n = 0; n < 10_000; n++) {
            int a = random.nextInt();
            int b = n % 3 == 0 ? a + random.nextInt(5) - 2 : random.nextInt();
            BigInteger step = BigInteger.valueOf(Integer.toUnsignedLong(a))
                    .subtract(BigInteger.valueOf(Integer.toUnsignedLong(b)))
                    .mod(modulus);
            boolean above = step.signum() > 0 && step.compareTo(half) < 0;
            assertThat(new ChannelIds(Role.INITIATOR, b).isAbove(a))
                    .as("%d above %d", a, b)
                    .isEqualTo(above);
        }
    }

    /** C-11: gaps are allowed, and the ids in them count as used. */
    @Test
    void aGapCountsAsUsed() {
        ChannelIds ids = new ChannelIds(Role.INITIATOR);
        ids.raise(7);
        assertThat(ids.isAbove(3)).isFalse();
        assertThat(ids.isAbove(7)).isFalse();
        assertThat(ids.isAbove(9)).isTrue();
        assertThat(Breaches.rule(() -> ids.raise(5))).isEqualTo("C-2");
        assertThat(Breaches.rule(() -> ids.raise(7))).isEqualTo("C-2");
        assertThat(Breaches.rule(() -> ids.raise(9))).isEqualTo("none");
    }

    @Test
    void anIdOfTheWrongParityCannotBeOpened() {
        assertThat(Breaches.rule(() -> new ChannelIds(Role.INITIATOR).raise(2))).isEqualTo("C-1");
        assertThat(Breaches.rule(() -> new ChannelIds(Role.ACCEPTOR).raise(1))).isEqualTo("C-1");
        assertThat(Breaches.rule(() -> new ChannelIds(Role.ACCEPTOR, -2).raise(0)))
                .isEqualTo("C-1");
    }

    @Test
    void anIdThatCouldNotBeOpenedRaisesNothing() {
        ChannelIds ids = new ChannelIds(Role.INITIATOR);
        assertThat(Breaches.rule(() -> ids.raise(4))).isEqualTo("C-1");
        assertThat(taken(ids, 1)).containsExactly(1);
    }

    @Test
    void raisingWrapsAround() {
        ChannelIds ids = new ChannelIds(Role.ACCEPTOR, -4);
        ids.raise(-2);
        ids.raise(6);
        assertThat(ids.isAbove(-2)).isFalse();
        assertThat(ids.isAbove(8)).isTrue();
    }

    private static List<Integer> taken(ChannelIds ids, int count) {
        return IntStream.range(0, count).map(n -> ids.take(id -> false)).boxed().toList();
    }
}
