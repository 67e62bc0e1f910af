package org.reactivemux.samples.patterns;

import java.time.Duration;
import org.reactivemux.MuxException;
import reactor.util.retry.Retry;

/** What is tried again, and how often. */
public final class Retries {
    private Retries() {}

    /**
     * For what must not be done twice.
     *
     * @return tries again only what the peer has certainly not begun
     */
    public static Retry ofTheUnbegun() {
        return Retry.backoff(5, Duration.ofMillis(20))
                .filter(Retries::isUnbegun)
                .onRetryExhaustedThrow((retry, last) -> last.failure());
    }

    /**
     * For what may be done twice.
     *
     * @return tries again whatever did not go wrong in the application itself
     */
    public static Retry ofTheRepeatable() {
        return Retry.backoff(3, Duration.ofMillis(50))
                .filter(ChannelBreakers::isTheChannelsFault)
                .onRetryExhaustedThrow((retry, last) -> last.failure());
    }

    private static boolean isUnbegun(Throwable error) {
        return error instanceof MuxException failure && failure.retrySafe();
    }
}
