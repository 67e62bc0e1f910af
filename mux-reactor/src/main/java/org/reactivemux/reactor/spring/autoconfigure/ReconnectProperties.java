package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.ReconnectOptions;
import org.springframework.boot.context.properties.bind.DefaultValue;
import reactor.util.retry.RetryBackoffSpec;

/**
 * {@link ReconnectOptions#backoff()} as properties, with the same defaults.
 *
 * @param firstDelay before the second attempt to connect; before each later one it is doubled.
 * @param longestDelay between attempts at most.
 * @param jitter by which part of itself a delay may be longer or shorter, 0 to 1, so that clients do not come back in step.
 * @param maxRetries how many attempts follow a failed one before those who wait see the failure; by default there is no end
 *     to them.
 */
public record ReconnectProperties(
        @DefaultValue("1s") Duration firstDelay,
        @DefaultValue("10s") Duration longestDelay,
        @DefaultValue("0.5") double jitter,
        @Nullable Long maxRetries) {

    RetryBackoffSpec toRetry(String prefix) {
        return OptionProperties.build(prefix, this, this::toRetry);
    }

    private RetryBackoffSpec toRetry() {
        require(firstDelay.compareTo(Duration.ZERO) > 0, "firstDelay is longer than zero, not " + firstDelay);
        require(longestDelay.compareTo(firstDelay) >= 0, "longestDelay is at least firstDelay, not " + longestDelay);
        require(jitter >= 0 && jitter <= 1, "jitter is 0 to 1, not " + jitter);
        RetryBackoffSpec retry = ReconnectOptions.backoff()
                .minBackoff(firstDelay)
                .maxBackoff(longestDelay)
                .jitter(jitter);
        if (maxRetries == null) {
            return retry;
        }
        require(maxRetries >= 0, "maxRetries is at least 0, not " + maxRetries);
        return retry.maxAttempts(maxRetries);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
