package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Memory in use, in bytes.
 *
 * @param heap what is left of it after a collection
 * @param direct what Netty's allocator holds outside of it
 */
record Memory(long heap, long direct) {
    /** What the heap may grow by without a leak: caches and queues that have found their size. */
    private static final long HEAP_NOISE = 1L << 20;
    /** The allocator keeps a chunk or two more for each event loop, as it happens. */
    private static final long DIRECT_NOISE = 8L << 20;

    static Memory now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Memory(runtime.totalMemory() - runtime.freeMemory(), allocated());
    }

    private static long allocated() {
        assertThat(ByteBufAllocator.DEFAULT).isInstanceOf(ByteBufAllocatorMetricProvider.class);
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** Whether the last third needs hardly more than the first, as medians, so that one odd sample does not count. */
    static boolean isFlat(List<Memory> samples) {
        int third = Math.max(1, samples.size() / 3);
        List<Memory> first = samples.subList(0, third);
        List<Memory> last = samples.subList(samples.size() - third, samples.size());
        return isFlat(first, last, Memory::heap, HEAP_NOISE) && isFlat(first, last, Memory::direct, DIRECT_NOISE);
    }

    private static boolean isFlat(List<Memory> first, List<Memory> last, ToLongFunction<Memory> kind, long noise) {
        return median(last, kind) <= median(first, kind) * 11 / 10 + noise;
    }

    private static long median(List<Memory> samples, ToLongFunction<Memory> kind) {
        return samples.stream()
                .mapToLong(kind)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
