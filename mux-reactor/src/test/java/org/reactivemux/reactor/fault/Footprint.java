package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.reactivemux.reactor.Eventually;

/**
 * The memory of this process that is in use.
 *
 * @param heap bytes that a collection leaves
 * @param direct bytes that Netty's allocator holds outside of the heap
 */
public record Footprint(long heap, long direct) {
    public static Footprint now() {
        System.gc();
        Runtime memory = Runtime.getRuntime();
        return new Footprint(memory.totalMemory() - memory.freeMemory(), directMemory());
    }

    private static long directMemory() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator
                ? allocator.metric().usedDirectMemory()
                : 0;
    }

    private boolean isWithin(long bytes, Footprint before) {
        return heap - before.heap <= bytes && direct - before.direct <= bytes;
    }

    /** Now it may be that much more than it was before. */
    static void assertWithin(long bytes, Footprint before) {
        assertThat(now())
                .matches(now -> now.isWithin(bytes, before), "at most %,d bytes over %s".formatted(bytes, before));
    }

    /** What is on its way out may take another moment. */
    public static void assertBackWithin(long bytes, Footprint before) {
        Eventually.assertThatSoon(
                Footprint::now,
                now -> now.isWithin(bytes, before),
                "at most %,d bytes over %s".formatted(bytes, before));
    }
}
