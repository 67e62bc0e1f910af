package org.reactivemux.samples.benchmarks.report;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.data.category.DefaultCategoryDataset;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Figure;

/** Heap of an idle channel on either side, with as many channels as were measured. */
record HeapBars(Results results) {
    private static final Color CLIENT = new Color(0x0072B2);
    private static final Color SERVER = new Color(0x8FC1E3);
    private static final Map<Figure, String> SIDES = Map.of(Figure.HEAP_CLIENT, "client", Figure.HEAP_SERVER, "server");

    Plot plot() {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        for (Figure side : List.of(Figure.HEAP_CLIENT, Figure.HEAP_SERVER)) {
            for (Contenders contender : Contenders.values()) {
                heap(contender, side).ifPresent(bytes -> bars.addValue(bytes, SIDES.get(side), contender.title()));
            }
        }
        return Axes.grid(new CategoryPlot(bars, Axes.categories(), Axes.linear(""), Bars.renderer(CLIENT, SERVER)));
    }

    private Optional<Double> heap(Contenders contender, Figure side) {
        return Stream.of("idle-1m", "idle-100k")
                .flatMap(workload -> results.of(workload).stream())
                .flatMap(measurement -> new Comparison(measurement).value(contender, side).stream())
                .map(Interval::median)
                .findFirst();
    }
}
