package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fragments become a message, and whole messages' worth of memory is reserved (docs/protocol.md, W-13, W-14). */
class ReassemblyTest {
    private static final int LARGEST = 1_000;
    private final BareChannels channels = new BareChannels(1_024);

    @Test
    void fragmentsOfAnySizeAreJoinedInOrder() {
        Reassembly message = reassembly(1);
        for (String fragment : List.of("a", "", "bcd", "ef", "")) {
            message.add(ByteBuffer.wrap(Frame.utf8(fragment)));
        }
        assertThat(message.bytes()).isEqualTo(6);
        assertThat(message.assemble()).isEqualTo(ByteBuffer.wrap(Frame.utf8("abcdef")));
    }

    @Test
    void eachByteCountsAsConsumedEarlyOnce() {
        Reassembly message = reassembly(1);
        message.add(ByteBuffer.allocate(10));
        assertThat(message.consumeEarly()).isEqualTo(10);
        assertThat(message.consumeEarly()).isZero();
        message.add(ByteBuffer.allocate(5));
        assertThat(message.consumedEarly()).isEqualTo(10);
        assertThat(message.consumeEarly()).isEqualTo(5);
        assertThat(message.consumedEarly()).isEqualTo(15);
    }

    @Test
    void aBudgetHoldsWholeMessagesOnly() {
        ReassemblyBudget budget = new ReassemblyBudget(2_999, LARGEST);
        assertThat(budget.reserve(reassembly(1))).isTrue();
        assertThat(budget.reserve(reassembly(3))).isTrue();
        assertThat(budget.reserve(reassembly(5))).isFalse();
    }

    @Test
    void askingAgainNeitherTakesASecondReservationNorASecondPlace() {
        ReassemblyBudget budget = new ReassemblyBudget(LARGEST, LARGEST);
        Reassembly first = reassembly(1);
        Reassembly second = reassembly(3);
        Reassembly third = reassembly(5);
        assertThat(budget.reserve(first)).isTrue();
        assertThat(budget.reserve(first)).isTrue();
        assertThat(budget.reserve(second)).isFalse();
        assertThat(budget.reserve(second)).isFalse();
        assertThat(budget.reserve(third)).isFalse();
        budget.release(first);
        assertThat(second.isReserved()).isTrue();
        budget.release(second);
        assertThat(third.isReserved()).isTrue();
    }

    /** L-6 */
    @Test
    void fragmentsOfOneByteAreHeldInAFewBuffers() {
        Reassembly reassembly = reassembly(1);
        for (int n = 0; n < 10_000; n++) {
            reassembly.add(ByteBuffer.wrap(new byte[] {(byte) n}));
        }
        assertThat(reassembly.parts()).isEqualTo(3);
        ByteBuffer message = reassembly.assemble();
        assertThat(message.remaining()).isEqualTo(10_000);
        assertThat(message.get(9_999)).isEqualTo((byte) 9_999);
    }

    @Test
    void smallAndLargeFragmentsKeepTheirOrder() {
        Random random = new Random(6);
        Reassembly reassembly = reassembly(1);
        ByteBuffer expected = ByteBuffer.allocate(1 << 20);
        for (int n = 0; n < 100; n++) {
            byte[] fragment = new byte[random.nextInt(4) == 0 ? 4_096 + random.nextInt(2) : 1 + random.nextInt(4_095)];
            random.nextBytes(fragment);
            expected.put(fragment);
            reassembly.add(ByteBuffer.wrap(fragment));
        }
        assertThat(reassembly.assemble()).isEqualTo(expected.flip());
    }

    /** W-14: first come, first served, also against one that asks when something happens to be free. */
    @Test
    void reservationsAreServedInTheOrderOfAsking() {
        ReassemblyBudget budget = new ReassemblyBudget(LARGEST, LARGEST);
        List<Reassembly> all = new ArrayList<>();
        for (int id = 1; id < 20; id += 2) {
            Reassembly next = reassembly(id);
            all.add(next);
            assertThat(budget.reserve(next)).isEqualTo(id == 1);
        }
        for (int n = 0; n < all.size() - 1; n++) {
            budget.release(all.get(n));
            assertThat(all.stream().filter(Reassembly::isReserved)).containsExactly(all.get(n + 1));
        }
    }

    @Test
    void whoeverGivesUpWaitingLosesItsPlace() {
        ReassemblyBudget budget = new ReassemblyBudget(LARGEST, LARGEST);
        Reassembly holder = reassembly(1);
        Reassembly quitter = reassembly(3);
        Reassembly next = reassembly(5);
        assertThat(budget.reserve(holder)).isTrue();
        assertThat(budget.reserve(quitter)).isFalse();
        assertThat(budget.reserve(next)).isFalse();
        budget.release(quitter);
        budget.release(holder);
        assertThat(quitter.isReserved()).isFalse();
        assertThat(next.isReserved()).isTrue();
    }

    @Test
    void releasingTwiceFreesOnce() {
        ReassemblyBudget budget = new ReassemblyBudget(LARGEST, LARGEST);
        Reassembly first = reassembly(1);
        assertThat(budget.reserve(first)).isTrue();
        budget.release(first);
        budget.release(first);
        assertThat(budget.reserve(reassembly(3))).isTrue();
        assertThat(budget.reserve(reassembly(5))).isFalse();
    }

    @Test
    void noReservationIsLostOverALongLife() {
        Random random = new Random(99);
        ReassemblyBudget budget = new ReassemblyBudget(3 * LARGEST, LARGEST);
        List<Reassembly> all = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            if (all.size() < 12 && random.nextBoolean()) {
                Reassembly next = reassembly(2 * n + 1);
                assertThat(budget.reserve(next)).isEqualTo(all.size() < 3);
                all.add(next);
            } else if (!all.isEmpty()) {
                budget.release(all.remove(random.nextInt(all.size())));
            }
            assertThat(all.stream().filter(Reassembly::isReserved).count()).isEqualTo(Math.min(3, all.size()));
        }
    }

    private Reassembly reassembly(int id) {
        return new Reassembly(channels.channel(id));
    }
}
