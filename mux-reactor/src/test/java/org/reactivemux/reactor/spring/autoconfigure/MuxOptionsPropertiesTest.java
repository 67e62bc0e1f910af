package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactivemux.Codec;
import org.reactivemux.Compression;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxOptions;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The options as properties: none is missing, and their defaults are those of the options. */
class MuxOptionsPropertiesTest {
    private static MuxOptions bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("mux.server.options", MuxOptionsProperties.class)
                .toOptions("mux.server.options");
    }

    private static List<String> namesOf(Class<?> options) {
        return Arrays.stream(options.getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    @Test
    void thereIsOneForEachOption() {
        assertThat(namesOf(MuxOptionsProperties.class)).isEqualTo(namesOf(MuxOptions.class));
        assertThat(namesOf(CompressionProperties.class)).isEqualTo(namesOf(Compression.class));
        assertThat(namesOf(FloodLimitsProperties.class)).isEqualTo(namesOf(FloodLimits.class));
    }

    @Test
    void withoutAnyTheOptionsAreTheDefaults() {
        assertThat(bound(Map.of())).isEqualTo(MuxOptions.defaults());
    }

    @Test
    void eachSetsItsOption() {
        MuxOptions expected = MuxOptions.builder()
                .largestFrame(2_048)
                .largestMessage(4_096)
                .maxChannels(3)
                .initialWindow(8_192)
                .largestWindow(16_384)
                .prefetch(4)
                .memoryLimit(1L << 30)
                .reassemblyBudget(65_536)
                .growthBudget(131_072)
                .keepaliveInterval(Duration.ofSeconds(1))
                .keepaliveTimeout(Duration.ofSeconds(2))
                .handshakeTimeout(Duration.ofSeconds(3))
                .openTimeout(Duration.ofSeconds(4))
                .stallTimeout(Duration.ofSeconds(5))
                .closeTimeout(Duration.ofSeconds(6))
                .floodLimits(new FloodLimits(1, 2, 3, 4, 5, 8_192))
                .compression(new Compression(Set.of(Codec.DEFLATE), 7, 8))
                .splitForPlainPeers(true)
                .closePlainAtCompletion(true)
                .build();
        assertThat(bound(Map.ofEntries(
                        option("largest-frame", "2KB"),
                        option("largest-message", "4KB"),
                        option("max-channels", "3"),
                        option("initial-window", "8KB"),
                        option("largest-window", "16KB"),
                        option("prefetch", "4"),
                        option("memory-limit", "1GB"),
                        option("reassembly-budget", "64KB"),
                        option("growth-budget", "128KB"),
                        option("keepalive-interval", "1s"),
                        option("keepalive-timeout", "2s"),
                        option("handshake-timeout", "3s"),
                        option("open-timeout", "4s"),
                        option("stall-timeout", "5s"),
                        option("close-timeout", "6s"),
                        option("flood-limits.resets", "1"),
                        option("flood-limits.pings", "2"),
                        option("flood-limits.grants", "3"),
                        option("flood-limits.empty-messages", "4"),
                        option("flood-limits.unread-plain-messages", "5"),
                        option("flood-limits.answer-backlog", "8KB"),
                        option("compression.codecs", "deflate"),
                        option("compression.deflate-level", "7"),
                        option("compression.zstd-level", "8"),
                        option("split-for-plain-peers", "true"),
                        option("close-plain-at-completion", "true"))))
                .isEqualTo(expected);
    }

    private static Map.Entry<String, String> option(String name, String value) {
        return Map.entry("mux.server.options." + name, value);
    }
}
