package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** For states that nobody gives a signal of: looks again and again, but not for ever. */
public final class Eventually {
    private Eventually() {}

    public static <T> void assertThatSoon(Supplier<T> actual, Predicate<T> expected, String description) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T seen = actual.get();
        while (!expected.test(seen) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(200_000);
            seen = actual.get();
        }
        assertThat(seen).matches(expected, description);
    }
}
