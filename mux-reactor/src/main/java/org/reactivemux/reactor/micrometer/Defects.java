package org.reactivemux.reactor.micrometer;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.util.Logger;
import reactor.util.Loggers;

/** What handlers and conventions of a registry throw is logged: what they observe goes on as if nobody had looked. */
final class Defects {
    private static final Logger LOG = Loggers.getLogger(MuxObservations.class);

    private Defects() {}

    /** What is supplied, or null if that fails. */
    static <T> @Nullable T guarded(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (Throwable defect) {
            Exceptions.throwIfJvmFatal(defect);
            LOG.warn("An observation failed", defect);
            return null;
        }
    }

    static void guarded(Runnable action) {
        guarded(() -> {
            action.run();
            return action;
        });
    }
}
