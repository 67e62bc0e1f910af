package org.reactivemux.samples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    /** The ranks are those of the published tables of confidence intervals for the median. */
    @ParameterizedTest(name = "{0} values: {1} to {2}")
    @CsvSource({"6, 1, 6", "8, 1, 8", "9, 2, 8", "12, 3, 10", "15, 4, 12", "20, 6, 15", "31, 10, 22"})
    void liesBetweenTwoOfTheValues(int values, double low, double high) {
        Interval interval = Interval.of(
                IntStream.rangeClosed(1, values).mapToDouble(value -> value).toArray());

        assertThat(interval.low()).isEqualTo(low);
        assertThat(interval.high()).isEqualTo(high);
        assertThat(interval.median()).isEqualTo((values + 1) / 2.0);
    }

    @Test
    void doesNotDependOnTheOrderOfTheValues() {
        assertThat(Interval.of(3, 1, 2)).isEqualTo(new Interval(2, 1, 3));
    }

    @Test
    void ofOneValueIsThatValue() {
        assertThat(Interval.of(7)).isEqualTo(new Interval(7, 7, 7));
    }

    @Test
    void leavesTheValuesInTheirOrder() {
        double[] values = {3, 1, 2};

        Interval.of(values);

        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void needsAValue() {
        assertThatIllegalArgumentException().isThrownBy(Interval::of);
    }
}
