package org.reactivemux.samples.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.run.Measurement;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Figure;

/** The results in tables. */
final class Tables {
    private static final String NONE = "–";

    private final Results results;
    private final List<Contenders> contenders;

    Tables(Results results) {
        this.results = results;
        contenders = Arrays.stream(Contenders.values())
                .filter(contender -> results.measurements().stream()
                        .anyMatch(measurement -> measurement.values().containsKey(contender)))
                .toList();
    }

    /** Where and when. */
    String environment() {
        Environment environment = results.environment();
        MarkdownTable table = new MarkdownTable(2, List.of("what", "which"));
        table.row(List.of("date", results.date()));
        table.row(List.of("processor", "%s, %d cores".formatted(environment.cpu(), environment.cores())));
        table.row(List.of("memory", environment.memory()));
        table.row(List.of("kernel", environment.kernel()));
        table.row(List.of("JDK", environment.jdk()));
        table.row(List.of("JVM flags", code(environment.flags())));
        table.row(List.of("JVM flags, idle channels", code(environment.idleFlags())));
        environment.versions().forEach((artifact, version) -> table.row(List.of(artifact, version)));
        return table.text();
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    /** What was to be reached, and what was. */
    String targets() {
        MarkdownTable table = new MarkdownTable(3, List.of("workload", "figure", "target", "measured", ""));
        for (Target target : Targets.all()) {
            table.row(List.of(
                    Catalogue.find(target.workload()).title(),
                    target.title(),
                    target.bound().text(),
                    target.measured(results).map(Numbers::interval).orElse(NONE),
                    switch (target.verdict(results)) {
                        case REACHED -> "reached";
                        case MISSED -> "**missed**";
                        case NOT_MEASURED -> "not measured";
                    }));
        }
        return table.text();
    }

    /** This project beside each other contender. */
    String ratios() {
        List<Contenders> rivals = contenders.stream()
                .filter(contender -> contender != Comparison.OURS)
                .toList();
        MarkdownTable table = new MarkdownTable(2, heads(rivals));
        headlines(
                table,
                rivals,
                (comparison, figure) -> rival ->
                        comparison.ratio(rival, figure).map(Numbers::ratio).orElse(NONE));
        return table.text();
    }

    /** What each contender has shown by itself. */
    String values() {
        MarkdownTable table = new MarkdownTable(2, heads(contenders));
        headlines(table, contenders, (comparison, figure) -> contender -> value(comparison, contender, figure));
        return table.text();
    }

    /** What is allocated for each message. */
    String allocations() {
        MarkdownTable table = new MarkdownTable(2, heads(contenders));
        for (Measurement measurement : results.measurements()) {
            for (Figure figure : List.of(Figure.ALLOCATED_CLIENT, Figure.ALLOCATED_SERVER)) {
                if (measurement.values().values().stream().anyMatch(series -> series.containsKey(figure))) {
                    Comparison comparison = new Comparison(measurement);
                    table.row(row(measurement, figure, contenders, one -> value(comparison, one, figure)));
                }
            }
        }
        return table.text();
    }

    private void headlines(MarkdownTable table, List<Contenders> columns, Cells cells) {
        for (Measurement measurement : results.measurements()) {
            Benchmark benchmark = Catalogue.find(measurement.workload());
            for (Figure figure : benchmark.workload().headlines()) {
                table.row(row(measurement, figure, columns, cells.of(new Comparison(measurement), figure)));
            }
        }
    }

    /** What a row says, by column. */
    private interface Cells {
        Function<Contenders, String> of(Comparison comparison, Figure figure);
    }

    private static List<String> heads(List<Contenders> columns) {
        return Stream.concat(Stream.of("workload", "figure"), columns.stream().map(Contenders::title))
                .toList();
    }

    private static List<String> row(
            Measurement measurement, Figure figure, List<Contenders> columns, Function<Contenders, String> cell) {
        List<String> row = new ArrayList<>();
        row.add(Catalogue.find(measurement.workload()).title());
        row.add(figure.title());
        columns.forEach(contender -> row.add(cell.apply(contender)));
        return row;
    }

    private static String value(Comparison comparison, Contenders contender, Figure figure) {
        return comparison
                .value(contender, figure)
                .map(interval -> Numbers.withUnit(interval.median(), figure.unit()))
                .orElse(NONE);
    }
}
