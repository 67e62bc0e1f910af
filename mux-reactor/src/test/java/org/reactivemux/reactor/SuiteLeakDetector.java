package org.reactivemux.reactor;

import io.netty.util.LeakPresenceDetector;
import io.netty.util.ResourceLeakDetectorFactory;

/**
 * Netty's counting detector for the whole test run: every buffer is counted, so a leak is seen at once and always. The
 * scope of its own is there to be asked; Netty's can only be checked, which resets it. Netty finds the class by {@code
 * -Dio.netty.customResourceLeakDetector}.
 */
public final class SuiteLeakDetector<T> extends LeakPresenceDetector<T> {
    private static final ResourceScope RUN = new ResourceScope("test run");

    /** As Netty calls it. */
    public SuiteLeakDetector(Class<?> resourceType, int samplingInterval) {
        super(resourceType);
    }

    /** As Netty calls it, too. */
    public SuiteLeakDetector(Class<?> resourceType, int samplingInterval, long maxActive) {
        super(resourceType);
    }

    @Override
    protected ResourceScope currentScope() {
        return RUN;
    }

    static boolean isInUse() {
        return ResourceLeakDetectorFactory.instance().newResourceLeakDetector(Object.class)
                instanceof SuiteLeakDetector;
    }

    static boolean seesOpenBuffers() {
        return RUN.hasOpenResources();
    }
}
