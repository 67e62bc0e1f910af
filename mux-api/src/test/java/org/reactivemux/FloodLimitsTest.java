package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The defaults as they are documented, and the range of each limit. */
class FloodLimitsTest {
    private static final FloodLimits DEFAULTS = FloodLimits.defaults();

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(DEFAULTS).isEqualTo(new FloodLimits(10_000, 100, 100_000, 65_536, 1_048_576, 1_048_576));
    }

    @Test
    void eachLimitIsTheOneThatWasSet() {
        assertThat(DEFAULTS.withResets(1)
                        .withPings(2)
                        .withGrants(3)
                        .withEmptyMessages(4)
                        .withUnreadPlainMessages(5)
                        .withAnswerBacklog(8_192))
                .isEqualTo(new FloodLimits(1, 2, 3, 4, 5, 8_192));
    }

    private static Arguments tooSmall(String limit, UnaryOperator<FloodLimits> change) {
        return Arguments.of(limit, change);
    }

    static Stream<Arguments> tooSmall() {
        return Stream.of(
                tooSmall("resets", limits -> limits.withResets(0)),
                tooSmall("pings", limits -> limits.withPings(0)),
                tooSmall("grants", limits -> limits.withGrants(-1)),
                tooSmall("emptyMessages", limits -> limits.withEmptyMessages(0)),
                tooSmall("unreadPlainMessages", limits -> limits.withUnreadPlainMessages(0)),
                tooSmall("answerBacklog", limits -> limits.withAnswerBacklog(8_191)));
    }

    @ParameterizedTest
    @MethodSource("tooSmall")
    void aLimitThatLetsNothingThroughIsRefusedByName(String limit, UnaryOperator<FloodLimits> change) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(DEFAULTS))
                .withMessageContaining(limit);
    }
}
