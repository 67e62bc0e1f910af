package org.reactivemux.samples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionsTest {

    @Test
    void areThoseOfWhatIsMeasured() {
        assertThat(Versions.in(Stream.of(
                        "The following files have been resolved:",
                        "   io.netty:netty-transport:jar:4.2.0:compile -- module io.netty.transport",
                        "   info.picocli:picocli:jar:4.7.7:compile -- module info.picocli")))
                .isEqualTo(Map.of("netty-transport", "4.2.0"));
    }

    @Test
    void areKnownToTheProgramThatWasBuilt() {
        assertThat(Versions.measured())
                .containsKeys("mux-reactor", "reactor-netty-core", "netty-transport", "rsocket-core", "grpc-netty");
    }
}
