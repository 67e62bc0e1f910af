package org.reactivemux.samples.benchmarks.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.reactivemux.reactor.protocol.Content;
import org.reactivemux.reactor.protocol.Setting;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.micro.Operation;
import org.reactivemux.samples.benchmarks.run.Measurement;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Figure;

/** Results that were never measured. */
final class Fixture {
    private static final Environment NOWHERE =
            new Environment("a processor", 2, "16 GiB", "Linux", "a JDK", "-flag", "-idle", Map.of("mux-reactor", "1"));

    private Fixture() {}

    static Results nothing() {
        return new Results("2026-01-01", NOWHERE, List.of());
    }

    /** One figure of one workload. */
    static Measurement measurement(String workload, Figure figure, Map<Contenders, List<Double>> values) {
        Map<Contenders, Map<Figure, List<Double>>> all = new EnumMap<>(Contenders.class);
        values.forEach((contender, series) -> all.put(contender, Map.of(figure, series)));
        return new Measurement(workload, all);
    }

    /** One operation with parameters, and one without. */
    static MicroResults operations() {
        return new MicroResults(
                "2026-01-01",
                "a processor",
                "a JDK",
                "-flag",
                List.of(
                        new Operation("Encoding.data", "size 64, memory HEAP", 12.34, 0.5, 0.04),
                        new Operation("FlowControl.window", "", 2, Double.NaN, 0)));
    }

    /** A codec that helps, and one that does not. */
    static CompressionResults compression() {
        return new CompressionResults(
                "2026-01-01",
                "a processor",
                "a JDK",
                "-flag",
                List.of(
                        new CompressionFigure(Content.TEXT, 65_536, Setting.ZSTD_3, 0.654, 200_000, 50_000),
                        new CompressionFigure(Content.RANDOM, 1_024, Setting.DEFLATE_1, 0, 20_480, Double.NaN)));
    }

    /** Every workload, with all its headlines, of every contender: equal for all. */
    static Results everything() {
        Results results = nothing();
        for (Benchmark benchmark : Catalogue.all()) {
            Map<Figure, List<Double>> figures = new EnumMap<>(Figure.class);
            benchmark.workload().headlines().forEach(figure -> figures.put(figure, List.of(100.0, 200.0)));
            Map<Contenders, Map<Figure, List<Double>>> all = new EnumMap<>(Contenders.class);
            Arrays.stream(Contenders.values()).forEach(contender -> all.put(contender, figures));
            results = results.with(new Measurement(benchmark.id(), all));
        }
        return results;
    }
}
