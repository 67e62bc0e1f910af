package org.reactivemux.samples.benchmarks.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;

/** What this process does with its heap. */
final class Memory {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();
    private static final int COLLECTIONS = 10;
    private static final double STEADY = 0.999;

    private Memory() {}

    /** Allocated by all living threads since they started. */
    static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0) // of a thread that has ended meanwhile there is no figure
                .sum();
    }

    /** In use after garbage collections, as many as it takes until no more is freed. */
    static long used() {
        long used = collected();
        for (int round = 1; round < COLLECTIONS; round++) {
            long now = collected();
            if (now >= used * STEADY) {
                return now;
            }
            used = now;
        }
        return used;
    }

    private static long collected() {
        HEAP.gc();
        return HEAP.getHeapMemoryUsage().getUsed();
    }
}
