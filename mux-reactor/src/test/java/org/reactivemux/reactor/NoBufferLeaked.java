package org.reactivemux.reactor;

import io.netty.util.LeakPresenceDetector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class after which buffers are left. What is left before it begins is reported too, as the doing of others.
 * The build has it watch over every class; where {@link SuiteLeakDetector} is not in use it can do nothing, and {@link
 * LeakCanaryTest} fails.
 */
public final class NoBufferLeaked implements BeforeAllCallback, AfterAllCallback {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Override
    public void beforeAll(ExtensionContext context) {
        try {
            check();
        } catch (IllegalStateException leak) {
            throw new IllegalStateException("a test class that ran before this one has leaked buffers", leak);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    /** Everything was closed; event loops may need another moment to release what they had under way. */
    static void check() {
        if (!SuiteLeakDetector.isInUse()) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (SuiteLeakDetector.seesOpenBuffers() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(100_000);
        }
        LeakPresenceDetector.check();
    }
}
