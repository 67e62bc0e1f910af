package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A bad value fails the start, and is told by the name of its property. */
class InvalidPropertiesTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    MuxServerAutoConfiguration.class,
                    MuxClientAutoConfiguration.class,
                    MuxStrategiesAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mux.server.mode                             | rwx           | Invalid mode
            mux.server.max-connections                  | 0             | at least 1
            mux.server.options.largest-frame            | 5B            | 1,024 to 16,777,215
            mux.server.options.largest-message          | 1KB           | at least largestFrame
            mux.server.options.max-channels             | -1            | at least 0
            mux.server.options.initial-window           | 1B            | at least 1,024
            mux.server.options.largest-window           | 4GB           | at most 2,147,483,647
            mux.server.options.prefetch                 | -1            | at least 0
            mux.server.options.memory-limit             | 1MB           | lower one of them
            mux.server.options.reassembly-budget        | 1MB           | at least largestMessage
            mux.server.options.growth-budget            | -1B           | at least 0
            mux.server.options.keepalive-interval       | 0s            | longer than zero
            mux.server.options.close-timeout            | -1s           | longer than zero
            mux.server.options.compression.zstd-level   | 20            | 1 to 12
            mux.server.options.flood-limits.resets      | 0             | at least 1
            mux.server.options.flood-limits.answer-backlog | 1KB        | at least 8,192
            """)
    void ofTheServer(String property, String value, String reason) {
        verifyRefused(property, value, reason, "mux.server.addresses=unix:/run/s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mux.server.addresses[0]          | run/s         | unix:/path
            mux.server.addresses[0]          | unix:         | unix:/path
            mux.server.addresses[0]          | tcp://host    | tcp://host:port
            mux.server.addresses[0]          | tcp://h:1/x   | tcp://host:port
            mux.server.addresses[0]          | tcp://a b:1   | tcp://host:port
            mux.server.addresses[0]          | tcp://h:70000 | 65,535
            mux.client.address               | http://x      | unix:/path
            mux.client.connections           | 0             | at least 1
            mux.client.reconnect.first-delay | 0s            | longer than zero
            mux.client.reconnect.longest-delay | 1ms         | at least firstDelay
            mux.client.reconnect.jitter      | 1.5           | 0 to 1
            mux.client.reconnect.max-retries | -1            | at least 0
            mux.client.options.largest-frame | 5B            | 1,024 to 16,777,215
            """)
    void ofAnyEnd(String property, String value, String reason) {
        verifyRefused(
                property,
                value,
                reason,
                property.matches("mux.client.(options|connections|reconnect).*")
                        ? "mux.client.address=@x"
                        : "mux.server.mode=rw-------");
    }

    private void verifyRefused(String property, String value, String reason, String address) {
        runner.withPropertyValues(address, property + "=" + value)
                .run(context -> assertThat(context).getFailure().satisfies(failure -> {
                    InvalidConfigurationPropertyValueException refusal = refusalIn(failure);
                    assertThat(refusal.getName()).isEqualTo(property);
                    assertThat(refusal.getReason()).contains(reason);
                }));
    }

    static InvalidConfigurationPropertyValueException refusalIn(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof InvalidConfigurationPropertyValueException refusal)) {
            cause = cause.getCause();
            assertThat(cause).as("a refusal in %s", failure).isNotNull();
        }
        return refusal;
    }
}
