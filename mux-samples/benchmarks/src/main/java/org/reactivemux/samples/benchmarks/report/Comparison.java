package org.reactivemux.samples.benchmarks.report;

import java.util.Optional;
import java.util.stream.IntStream;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.run.Measurement;
import org.reactivemux.samples.benchmarks.workload.Figure;

/** What a measurement says: of a contender by itself, and of this project beside it. Empty if it was not measured. */
final class Comparison {
    /** All others are compared to it. */
    static final Contenders OURS = Contenders.MUX_EPOLL;

    private final Measurement measurement;

    Comparison(Measurement measurement) {
        this.measurement = measurement;
    }

    /** The figure itself. */
    Optional<Interval> value(Contenders contender, Figure figure) {
        return interval(measurement.series(contender, figure));
    }

    /** This project's figure divided by the rival's, turn by turn. */
    Optional<Interval> ratio(Contenders rival, Figure figure) {
        return interval(divided(measurement.series(OURS, figure), measurement.series(rival, figure)));
    }

    /** One figure of this project divided by another, turn by turn. */
    Optional<Interval> ratio(Figure dividend, Figure divisor) {
        return interval(divided(measurement.series(OURS, dividend), measurement.series(OURS, divisor)));
    }

    /** Two figures of this project together, turn by turn. */
    Optional<Interval> sum(Figure one, Figure other) {
        double[] first = measurement.series(OURS, one);
        double[] second = measurement.series(OURS, other);
        return interval(IntStream.range(0, Math.min(first.length, second.length))
                .mapToDouble(turn -> first[turn] + second[turn])
                .toArray());
    }

    private static double[] divided(double[] dividends, double[] divisors) {
        return IntStream.range(0, Math.min(dividends.length, divisors.length))
                .mapToDouble(turn -> dividends[turn] / divisors[turn])
                .toArray();
    }

    private static Optional<Interval> interval(double[] values) {
        return values.length == 0 ? Optional.empty() : Optional.of(Interval.of(values));
    }
}
