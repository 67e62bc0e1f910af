package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Hooks;

/**
 * Fails a test in which Reactor had to drop a signal because nobody was left to take it. A test that provokes such a
 * signal takes it with {@link #taken()}.
 */
public final class NothingDropped implements BeforeEachCallback, AfterEachCallback {
    private static final Queue<Object> DROPPED = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        DROPPED.clear();
        Hooks.onErrorDropped(DROPPED::add);
        Hooks.onNextDropped(DROPPED::add);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hooks.resetOnErrorDropped();
        Hooks.resetOnNextDropped();
        assertThat(DROPPED).as("dropped signals").isEmpty();
    }

    /** What was dropped so far, which is then expected. */
    public static Object[] taken() {
        Object[] dropped = DROPPED.toArray();
        DROPPED.clear();
        return dropped;
    }
}
