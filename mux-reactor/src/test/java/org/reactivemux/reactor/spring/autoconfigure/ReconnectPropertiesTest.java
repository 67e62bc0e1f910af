package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivemux.reactor.ReconnectOptions;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.util.retry.RetryBackoffSpec;

/** When a client tries again, as properties. */
class ReconnectPropertiesTest {
    private static RetryBackoffSpec bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("mux.client.reconnect", ReconnectProperties.class)
                .toRetry("mux.client.reconnect");
    }

    private static void verify(RetryBackoffSpec retry, Duration first, Duration longest, double jitter, long retries) {
        assertThat(retry.minBackoff).isEqualTo(first);
        assertThat(retry.maxBackoff).isEqualTo(longest);
        assertThat(retry.jitterFactor).isEqualTo(jitter);
        assertThat(retry.maxAttempts).isEqualTo(retries);
        assertThat(retry.errorFilter).accepts(new IOException()).rejects(new IllegalStateException());
    }

    @Test
    void withoutAnyTheAttemptsAreTheDefaults() {
        verify(
                bound(Map.of()),
                ReconnectOptions.FIRST_DELAY,
                ReconnectOptions.LONGEST_DELAY,
                ReconnectOptions.backoff().jitterFactor,
                Long.MAX_VALUE);
    }

    @Test
    void eachSetsItsOwn() {
        verify(
                bound(Map.of(
                        "mux.client.reconnect.first-delay", "20ms",
                        "mux.client.reconnect.longest-delay", "2m",
                        "mux.client.reconnect.jitter", "0.1",
                        "mux.client.reconnect.max-retries", "7")),
                Duration.ofMillis(20),
                Duration.ofMinutes(2),
                0.1,
                7);
    }
}
