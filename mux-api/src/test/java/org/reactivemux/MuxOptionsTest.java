package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The defaults as they are documented, the range of each option, and the sum that must fit. */
class MuxOptionsTest {

    private static MuxOptions with(UnaryOperator<MuxOptions.Builder> change) {
        return change.apply(MuxOptions.builder()).build();
    }

    private static Arguments change(String option, UnaryOperator<MuxOptions.Builder> change) {
        return Arguments.of(Named.of(option, change));
    }

    private static Arguments change(String option, UnaryOperator<MuxOptions.Builder> change, String word) {
        return Arguments.of(Named.of(option, change), word);
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(MuxOptions.defaults())
                .isEqualTo(new MuxOptions(
                        65_536,
                        16_777_216,
                        1_024,
                        131_072,
                        4_194_304,
                        1,
                        536_870_912,
                        67_108_864,
                        67_108_864,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(1),
                        FloodLimits.defaults(),
                        Compression.defaults(),
                        false,
                        false));
    }

    static Stream<Arguments> atTheLimits() {
        return Stream.of(
                change("largestFrame 1,024", b -> b.largestFrame(1_024)),
                change("largestFrame 16,777,215", b -> b.largestFrame(0xFF_FFFF)),
                change("largestMessage as largestFrame", b -> b.largestMessage(65_536)),
                change(
                        "largestMessage 2^31-1",
                        b -> b.largestMessage(Integer.MAX_VALUE)
                                .reassemblyBudget(Integer.MAX_VALUE)
                                .memoryLimit(Long.MAX_VALUE)),
                change("maxChannels 0", b -> b.maxChannels(0)),
                change("initialWindow 1,024", b -> b.initialWindow(1_024)),
                change("largestWindow 1,024", b -> b.largestWindow(1_024)),
                change("largestWindow 2^31-1", b -> b.largestWindow(Integer.MAX_VALUE)),
                change("growthBudget 0", b -> b.growthBudget(0)),
                change("prefetch 0", b -> b.prefetch(0)),
                change("prefetch 2^31-1", b -> b.prefetch(Integer.MAX_VALUE)),
                change("reassemblyBudget as largestMessage", b -> b.reassemblyBudget(16 << 20)),
                change("keepaliveInterval 1 ns", b -> b.keepaliveInterval(Duration.ofNanos(1))),
                change("keepaliveTimeout 1 ns", b -> b.keepaliveTimeout(Duration.ofNanos(1))),
                change("handshakeTimeout 1 ns", b -> b.handshakeTimeout(Duration.ofNanos(1))),
                change("openTimeout 1 ns", b -> b.openTimeout(Duration.ofNanos(1))),
                change("stallTimeout 1 ns", b -> b.stallTimeout(Duration.ofNanos(1))),
                change("closeTimeout 1 ns", b -> b.closeTimeout(Duration.ofNanos(1))),
                change(
                        "other flood limits",
                        b -> b.floodLimits(FloodLimits.defaults().withPings(1))));
    }

    @ParameterizedTest
    @MethodSource("atTheLimits")
    void whatIsJustWithinItsRangeIsTaken(UnaryOperator<MuxOptions.Builder> change) {
        assertThat(with(change)).isEqualTo(with(change)).isNotEqualTo(MuxOptions.defaults());
    }

    static Stream<Arguments> beyondTheLimits() {
        return Stream.of(
                change("largestFrame 1,023", b -> b.largestFrame(1_023), "largestFrame"),
                change("largestFrame 16,777,216", b -> b.largestFrame(1 << 24), "largestFrame"),
                change("largestFrame negative", b -> b.largestFrame(-1), "largestFrame"),
                change("largestMessage below largestFrame", b -> b.largestMessage(65_535), "largestMessage"),
                change("largestMessage negative", b -> b.largestMessage(-1), "largestMessage"),
                change("maxChannels negative", b -> b.maxChannels(-1), "maxChannels"),
                change("initialWindow 1,023", b -> b.initialWindow(1_023), "initialWindow"),
                change("initialWindow negative", b -> b.initialWindow(-1), "initialWindow"),
                change("largestWindow 1,023", b -> b.largestWindow(1_023), "largestWindow"),
                change("largestWindow negative", b -> b.largestWindow(-1), "largestWindow"),
                change("growthBudget negative", b -> b.growthBudget(-1), "growthBudget"),
                change("prefetch negative", b -> b.prefetch(-1), "prefetch"),
                change("reassemblyBudget too small", b -> b.reassemblyBudget((16 << 20) - 1), "reassemblyBudget"),
                change("keepaliveInterval 0", b -> b.keepaliveInterval(Duration.ZERO), "keepaliveInterval"),
                change("keepaliveTimeout 0", b -> b.keepaliveTimeout(Duration.ZERO), "keepaliveTimeout"),
                change("handshakeTimeout 0", b -> b.handshakeTimeout(Duration.ZERO), "handshakeTimeout"),
                change("openTimeout 0", b -> b.openTimeout(Duration.ZERO), "openTimeout"),
                change("openTimeout negative", b -> b.openTimeout(Duration.ofNanos(-1)), "openTimeout"),
                change("stallTimeout 0", b -> b.stallTimeout(Duration.ZERO), "stallTimeout"),
                change("closeTimeout 0", b -> b.closeTimeout(Duration.ZERO), "closeTimeout"));
    }

    @ParameterizedTest
    @MethodSource("beyondTheLimits")
    void whatIsJustOutsideIsRefusedByName(UnaryOperator<MuxOptions.Builder> change, String option) {
        assertThatIllegalArgumentException().isThrownBy(() -> with(change)).withMessageContaining(option);
    }

    /** L-1: two windows for each channel, one in each direction of opening, and the two budgets. */
    @Test
    void whatMayBeGrantedMustFitTheMemoryLimit() {
        long granted = 2L * 10 * 4_096 + 65_536 + 10_000;
        MuxOptions.Builder small = MuxOptions.builder()
                .largestMessage(65_536)
                .maxChannels(10)
                .initialWindow(4_096)
                .reassemblyBudget(65_536)
                .growthBudget(10_000);
        assertThat(small.memoryLimit(granted).build().memoryLimit()).isEqualTo(granted);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.memoryLimit(granted - 1).build())
                .withMessageContaining("memoryLimit")
                .withMessageContaining("157,456")
                .withMessageContaining("157,455");
    }

    static Stream<Arguments> beyondAllMemory() {
        return Stream.of(
                change("the largest reassembly budget", b -> b.reassemblyBudget(Long.MAX_VALUE)),
                change("the largest growth budget", b -> b.growthBudget(Long.MAX_VALUE)),
                change(
                        "the most channels with the largest windows",
                        b -> b.maxChannels(Integer.MAX_VALUE).initialWindow(Integer.MAX_VALUE)),
                change(
                        "all of it",
                        b -> b.maxChannels(Integer.MAX_VALUE)
                                .initialWindow(Integer.MAX_VALUE)
                                .reassemblyBudget(Long.MAX_VALUE)
                                .growthBudget(Long.MAX_VALUE)));
    }

    /** L-1: a sum that is beyond counting does not fit either. */
    @ParameterizedTest
    @MethodSource("beyondAllMemory")
    void noSumIsTooLargeToBeNoticed(UnaryOperator<MuxOptions.Builder> change) {
        assertThatIllegalArgumentException().isThrownBy(() -> with(change)).withMessageContaining("memoryLimit");
    }

    @Test
    void eachOptionIsTheOneThatWasSet() {
        MuxOptions options = MuxOptions.builder()
                .largestFrame(2_000)
                .largestMessage(3_000)
                .maxChannels(4)
                .initialWindow(5_000)
                .largestWindow(5_500)
                .prefetch(6)
                .memoryLimit(7_000_000)
                .reassemblyBudget(8_000)
                .growthBudget(8_500)
                .keepaliveInterval(Duration.ofSeconds(9))
                .keepaliveTimeout(Duration.ofSeconds(10))
                .handshakeTimeout(Duration.ofSeconds(11))
                .openTimeout(Duration.ofSeconds(12))
                .stallTimeout(Duration.ofSeconds(13))
                .closeTimeout(Duration.ofSeconds(14))
                .floodLimits(FloodLimits.defaults().withPings(15))
                .compression(Compression.none().withZstdLevel(12))
                .splitForPlainPeers(true)
                .closePlainAtCompletion(true)
                .build();
        assertThat(options)
                .isEqualTo(new MuxOptions(
                        2_000,
                        3_000,
                        4,
                        5_000,
                        5_500,
                        6,
                        7_000_000,
                        8_000,
                        8_500,
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(14),
                        FloodLimits.defaults().withPings(15),
                        Compression.none().withZstdLevel(12),
                        true,
                        true));
    }

    @Test
    void oneOfTheTwoSwitchesCanBeSetAlone() {
        assertThat(with(b -> b.splitForPlainPeers(true)).closePlainAtCompletion())
                .isFalse();
        assertThat(with(b -> b.closePlainAtCompletion(true)).splitForPlainPeers())
                .isFalse();
    }

    @Test
    void whatWasBuiltCanBeVaried() {
        MuxOptions options = with(b -> b.prefetch(7).openTimeout(Duration.ofSeconds(3)));
        assertThat(options.toBuilder().build()).isEqualTo(options);
        assertThat(options.toBuilder().maxChannels(5).build())
                .isEqualTo(with(
                        b -> b.prefetch(7).openTimeout(Duration.ofSeconds(3)).maxChannels(5)));
        assertThat(options).isEqualTo(with(b -> b.prefetch(7).openTimeout(Duration.ofSeconds(3))));
    }
}
