package org.reactivemux.samples.benchmarks.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** What this process does with its heap. */
final class Memory {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_LOOKS = 100;
    private static final double STEADY = 0.001;

    private Memory() {}

    /** Allocated by all living threads since they started. */
    static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0) // of a thread that has ended meanwhile there is no figure
                .sum();
    }

    /** In use after a garbage collection, once it no longer changes: a connection with many channels ends slowly. */
    static long used() {
        return atRest(Memory::collected);
    }

    /** Looks until two looks in succession are alike. */
    static long atRest(LongSupplier look) {
        long last = look.getAsLong();
        for (int looks = 1; looks < MOST_LOOKS; looks++) {
            long now = look.getAsLong();
            if (Math.abs(now - last) <= last * STEADY) {
                return now;
            }
            last = now;
        }
        throw new IllegalStateException("the heap in use does not come to rest");
    }

    private static long collected() {
        LockSupport.parkNanos(PAUSE.toNanos());
        HEAP.gc();
        return HEAP.getHeapMemoryUsage().getUsed();
    }
}
