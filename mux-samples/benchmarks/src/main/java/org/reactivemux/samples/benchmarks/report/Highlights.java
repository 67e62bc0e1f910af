package org.reactivemux.samples.benchmarks.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Figure;
import org.reactivemux.samples.benchmarks.workload.Streams.Direction;

/** The few rows that the README shows: what is good, and what is not. */
final class Highlights {
    private static final String NONE = "–";

    private static final List<Contenders> RIVALS = List.of(Contenders.RSOCKET, Contenders.GRPC, Contenders.RAW_EPOLL);

    private static final List<Highlight> ALL = List.of(
            new Highlight(Catalogue.stream(Direction.DOWN, 64), Figure.RATE),
            new Highlight(Catalogue.stream(Direction.DOWN, 1_024), Figure.RATE),
            new Highlight(Catalogue.stream(Direction.DOWN, 65_536), Figure.RATE),
            new Highlight("fan-in-100", Figure.RATE),
            new Highlight("requests-64", Figure.RATE),
            new Highlight("ping-pong-bulk", Figure.P99));

    private Highlights() {}

    private record Highlight(String workload, Figure figure) {
        Optional<Comparison> in(Results results) {
            return results.of(workload).map(Comparison::new);
        }
    }

    static String of(Results results) {
        List<String> heads = new ArrayList<>(List.of("workload", "figure", "reactive-mux"));
        RIVALS.forEach(rival -> heads.add("beside " + rival.title()));
        MarkdownTable table = new MarkdownTable(2, heads);
        ALL.forEach(highlight -> table.row(row(highlight, highlight.in(results))));
        return table.text() + measured(results);
    }

    private static List<String> row(Highlight highlight, Optional<Comparison> comparison) {
        Figure figure = highlight.figure();
        Stream<String> words = Stream.of(Catalogue.find(highlight.workload()).title(), figure.title());
        Stream<String> value = Stream.of(comparison
                .flatMap(measured -> measured.value(Comparison.OURS, figure))
                .map(interval -> Numbers.withUnit(interval.median(), figure.unit()))
                .orElse(NONE));
        Stream<String> ratios = RIVALS.stream()
                .map(rival -> comparison
                        .flatMap(measured -> measured.ratio(rival, figure))
                        .map(interval -> Numbers.times(interval.median()))
                        .orElse(NONE));
        return Stream.of(words, value, ratios).flatMap(cells -> cells).toList();
    }

    private static String measured(Results results) {
        Environment environment = results.environment();
        return Stream.of(environment.cpu(), environment.cores() + " cores", environment.jdk(), results.date())
                .collect(joining(", ", "\nMedians of ratios, each within one turn: ", ".\n"));
    }
}
