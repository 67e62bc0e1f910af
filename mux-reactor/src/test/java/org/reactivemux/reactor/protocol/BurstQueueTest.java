package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.reactivemux.reactor.fault.Footprint;

/** A queue like any other, but for the memory of a burst. */
class BurstQueueTest {
    private static final int MANY = 4_000_000;
    private static final long LITTLE = 4 << 20;

    private final BurstQueue<Integer> queue = new BurstQueue<>();

    private void burst(int items) {
        for (int n = 0; n < items; n++) {
            queue.add(n);
        }
    }

    private void drain() {
        while (queue.poll() != null) {
            assertThat(queue.size()).isNotNegative();
        }
    }

    @Test
    void anEmptyQueueHasNothing() {
        assertThat(queue).isEmpty();
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void whatIsAddedComesInItsOrderHoweverMuchThereIs() {
        Random random = new Random(7);
        ArrayDeque<Integer> model = new ArrayDeque<>();
        for (int round = 0; round < 1_000; round++) {
            for (int n = random.nextInt(4_000); n > 0; n--) {
                queue.add(n);
                model.add(n);
            }
            for (int n = random.nextInt(5_000); n > 0; n--) {
                assertThat(queue.peek()).isEqualTo(model.peek());
                assertThat(queue.poll()).isEqualTo(model.poll());
            }
            assertThat(queue).hasSameSizeAs(model);
        }
    }

    @Test
    void itemsCanBeTakenOutOfTheMiddle() {
        burst(3_000);
        queue.removeIf(n -> n % 1_000 != 7);
        assertThat(queue).containsExactly(7, 1_007, 2_007);
    }

    @Test
    void aClearedQueueIsEmpty() {
        burst(3);
        queue.clear();
        assertThat(queue).isEmpty();
        queue.add(1);
        assertThat(queue).containsExactly(1);
    }

    @Test
    void theRoomForABurstIsGivenBackWhenItIsOver() {
        Footprint before = Footprint.now();

        Integer same = 1_000;
        for (int n = 0; n < MANY; n++) {
            queue.add(same);
        }
        drain();

        Footprint.assertBackWithin(LITTLE, before);
        assertThat(queue).isEmpty();
    }
}
