package org.reactivemux.samples.benchmarks.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.run.Measurement;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Figure;

/** What a measurement has shown, in a few lines for a terminal. */
public final class Summary {
    private Summary() {}

    /** A line for each contender. */
    public static String of(Measurement measurement) {
        Benchmark benchmark = Catalogue.find(measurement.workload());
        Comparison comparison = new Comparison(measurement);
        List<Figure> figures = benchmark.workload().headlines();
        return measurement.values().keySet().stream()
                .map(contender -> line(comparison, contender, figures))
                .collect(joining("\n"));
    }

    private static String line(Comparison comparison, Contenders contender, List<Figure> figures) {
        return figures.stream()
                .flatMap(figure -> comparison.value(contender, figure).stream()
                        .map(value -> "%s %s".formatted(figure.title(), Numbers.interval(value))))
                .collect(joining("; ", "  " + contender.title() + ": ", ""));
    }
}
