package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An output that does not move is given up at a second look (docs/protocol.md, L-9). */
class StallTest {
    private final Stall stall = new Stall(1_600, at(0));

    @Test
    void nothingToWriteIsNoStall() {
        for (long n = 0; n < 10; n++) {
            assertThat(stall.look(at(n * 1_600), 0, 7)).isFalse();
        }
    }

    @Test
    void whatDoesNotMoveWithinTheTimeOutIsGivenUpAtASecondLook() {
        assertThat(stall.look(at(0), 500, 7)).isFalse();
        assertThat(stall.look(at(1_599), 500, 7)).isFalse();
        assertThat(stall.look(at(1_600), 500, 7))
                .as("this side may have stood still itself")
                .isFalse();
        assertThat(stall.deadline()).isEqualTo(at(1_700));
        assertThat(stall.look(at(1_699), 500, 7)).isFalse();
        assertThat(stall.look(at(1_700), 500, 7)).isTrue();
    }

    @Test
    void theLeastMovementStartsTheTimeAnew() {
        assertThat(stall.look(at(0), 500, 7)).isFalse();
        assertThat(stall.look(at(1_600), 500, 7)).isFalse();
        assertThat(stall.look(at(1_650), 499, 7)).isFalse();
        assertThat(stall.deadline()).isEqualTo(at(3_250));
        assertThat(stall.look(at(3_249), 499, 7)).isFalse();
    }

    /** Buffers come back from their pool, so that another one may look like the last. */
    @Test
    void aBatchThatWasTakenIsMovementWhateverIsNext() {
        assertThat(stall.look(at(0), 500, 7)).isFalse();
        assertThat(stall.look(at(1_600), 500, 8)).isFalse();
        assertThat(stall.deadline()).isEqualTo(at(3_200));
    }

    /** A time on a clock that wraps soon, as nanosecond clocks may. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - 1_000 + nanos;
    }
}
