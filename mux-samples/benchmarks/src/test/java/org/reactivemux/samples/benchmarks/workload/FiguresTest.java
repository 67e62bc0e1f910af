package org.reactivemux.samples.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void areReadAsTheyWereWritten() {
        Figures figures =
                Figures.of(Figure.RATE, 18_600_000).with(Figure.P999, 0.0625).with(Figure.ALLOCATED_CLIENT, -0.5);

        assertThat(Figures.parse(figures.text())).isEqualTo(figures);
    }

    @Test
    void areOneLineWhateverTheirOrder() {
        Figures figures = Figures.of(Figure.P50, 12.5).with(Figure.RATE, 1e7);

        assertThat(figures.text()).isEqualTo("RATE=10000000 P50=12.5");
    }

    @Test
    void keepSixDigits() {
        assertThat(Figures.of(Figure.RATE, 1_234_567.89).value(Figure.RATE)).isEqualTo(1_234_570);
    }

    @Test
    void thatWereNotMeasuredHaveNoValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Figures.of(Figure.RATE, 1).value(Figure.P50))
                .withMessageContaining("P50");
    }

    @Test
    void anotherLineIsNotTakenForFigures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Figures.parse("RATE=1 hello"))
                .withMessageContaining("'hello'");
    }
}
