package org.reactivemux.samples.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void isWhatIsInUseWhenItNoLongerChanges() {
        assertThat(atRest(12_000, 29_000, 29_100, 6_200, 6_200)).isEqualTo(6_200);
    }

    @Test
    void mayChangeALittle() {
        assertThat(atRest(10_000, 10_010, 20_000)).isEqualTo(10_010);
    }

    @Test
    void thatNeverComesToRestHasNoFigure() {
        AtomicLong restless = new AtomicLong();

        assertThatIllegalStateException().isThrownBy(() -> Memory.atRest(() -> restless.addAndGet(1_000_000)));
    }

    @Test
    void isThatOfTheHeap() {
        assertThat(Memory.used()).isBetween(1L, Runtime.getRuntime().maxMemory());
    }

    private static long atRest(long... looks) {
        Iterator<Long> each = LongStream.of(looks).iterator();
        return Memory.atRest(each::next);
    }
}
