package org.reactivemux.samples.benchmarks.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Figure;
import org.reactivemux.samples.benchmarks.workload.Figures;

/**
 * What a workload has shown: of each contender that knows it, the values of each figure, turn by turn.
 *
 * @param workload its id
 * @param values of equal number for all contenders
 */
public record Measurement(String workload, Map<Contenders, Map<Figure, List<Double>>> values) {

    /** Nothing yet. */
    static Measurement of(String workload) {
        return new Measurement(workload, new EnumMap<>(Contenders.class));
    }

    /** Adds what a contender's next round has shown. */
    void add(Contenders contender, Figures figures) {
        Map<Figure, List<Double>> series = values.computeIfAbsent(contender, first -> new EnumMap<>(Figure.class));
        figures.values()
                .forEach((figure, value) -> series.computeIfAbsent(figure, first -> new ArrayList<>())
                        .add(value));
    }

    /** The values of a figure, turn by turn; empty if it was not measured. */
    public double[] series(Contenders contender, Figure figure) {
        return values.getOrDefault(contender, Map.of()).getOrDefault(figure, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
