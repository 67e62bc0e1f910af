package org.reactivemux.samples.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(Duration.ofMillis(300));

    @Test
    void findsHowManyMessagesTakeAsLongAsARound() {
        for (int round = 0; round < 10; round++) {
            pace.adapt(Duration.ofNanos(1_000L * pace.amount()));
        }

        assertThat(pace.amount()).isEqualTo(300_000);
    }

    @Test
    void doesNotLeap() {
        int first = pace.amount();

        pace.adapt(Duration.ofNanos(1));

        assertThat(pace.amount()).isEqualTo(16 * first);
    }

    @Test
    void staysAboveZeroHoweverSlowAContenderIs() {
        pace.adapt(Duration.ofDays(1));

        assertThat(pace.amount()).isEqualTo(1);
    }

    @Test
    void staysWithinWhatARoundCanCount() {
        for (int round = 0; round < 20; round++) {
            pace.adapt(Duration.ofNanos(1));
        }

        assertThat(pace.amount()).isPositive();
    }
}
