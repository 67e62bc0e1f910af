package org.reactivemux.samples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0.00",
                "0.01234; 0.0123",
                "0.9996; 1.00",
                "6; 6.00",
                "12.34; 12.3",
                "512; 512",
                "1091.4; 1,091",
                "12345; 12,345",
                "123456; 123 k",
                "999999; 1,000 k",
                "18600000; 18.6 M",
                "-3; -3.00"
            })
    void haveThreeDigitsAtLeast(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void standBeforeTheirUnit() {
        assertThat(Numbers.withUnit(12.34, "µs")).isEqualTo("12.3 µs");
        assertThat(Numbers.withUnit(4.5e6, "/s")).isEqualTo("4.50 M/s");
    }

    @Test
    void ofAMedianComeWithItsInterval() {
        assertThat(Numbers.interval(new Interval(8, 7.5, 9))).isEqualTo("8.00 (7.50–9.00)");
        assertThat(Numbers.ratio(new Interval(8, 7.5, 9))).isEqualTo("8.00 × (7.50–9.00)");
    }
}
