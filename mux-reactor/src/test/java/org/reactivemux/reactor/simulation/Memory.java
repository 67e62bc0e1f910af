package org.reactivemux.reactor.simulation;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Memory in use, in bytes.
 *
 * @param heap what is left of it after a collection
 * @param direct what Netty's allocator holds, and what the JDK has in direct buffers
 */
record Memory(long heap, long direct) {
    /** What the heap may grow by without a leak: caches and queues that have found their size. */
    private static final long HEAP_NOISE = 1L << 20;
    /** The allocator keeps a chunk or two more for each event loop, as it happens. */
    private static final long DIRECT_NOISE = 8L << 20;

    static Memory now() {
        System.gc();
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ofAllocator() + ofJdk());
    }

    private static long ofAllocator() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator
                ? allocator.metric().usedDirectMemory()
                : 0;
    }

    private static long ofJdk() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
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
        return samples.stream().mapToLong(kind).sorted().skip(samples.size() / 2).findFirst().orElseThrow();
    }
}
