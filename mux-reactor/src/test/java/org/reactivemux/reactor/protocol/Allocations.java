package org.reactivemux.reactor.protocol;

import java.lang.reflect.Method;

/** What the current thread allocates. By name, for the module that tests are compiled into does not read the JDK's management. */
final class Allocations {
    private final Object threads;
    private final Method allocatedHere;

    Allocations() throws ReflectiveOperationException {
        threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        allocatedHere = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
    }

    /** Bytes so far. */
    long soFar() {
        try {
            return (Long) allocatedHere.invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
