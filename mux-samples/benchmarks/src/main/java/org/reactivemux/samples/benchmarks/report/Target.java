package org.reactivemux.samples.benchmarks.report;

import java.util.Optional;
import java.util.function.Function;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Figure;

/**
 * Something that was to be reached.
 *
 * @param workload that shows it
 * @param title of what is looked at
 * @param bound what is asked for
 * @param look how it is seen
 */
record Target(String workload, String title, Bound bound, Function<Comparison, Optional<Interval>> look) {

    /** What has become of it. */
    enum Verdict {
        REACHED,
        MISSED,
        NOT_MEASURED
    }

    /** Against a rival. */
    static Target beside(Contenders rival, String workload, Figure figure, double limit) {
        Bound bound = new Bound(figure.better(), limit, "× " + rival.title());
        return new Target(workload, figure.title(), bound, comparison -> comparison.ratio(rival, figure));
    }

    /** By itself. */
    static Target alone(String workload, Figure figure, double limit) {
        Bound bound = new Bound(figure.better(), limit, figure.unit());
        return new Target(workload, figure.title(), bound, comparison -> comparison.value(Comparison.OURS, figure));
    }

    Optional<Interval> measured(Results results) {
        return results.of(workload).map(Comparison::new).flatMap(look);
    }

    /** By the median. */
    Verdict verdict(Results results) {
        return measured(results)
                .map(interval -> bound.holds(interval.median()) ? Verdict.REACHED : Verdict.MISSED)
                .orElse(Verdict.NOT_MEASURED);
    }
}
