package org.reactivemux.samples.benchmarks.report;

import java.util.List;
import java.util.Optional;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.util.SortOrder;
import org.jfree.data.category.DefaultCategoryDataset;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Figure;

/** Percentiles of a turn, a line for each contender. */
record LatencyPlot(Results results, String workload) {
    private static final List<Figure> PERCENTILES = List.of(Figure.P50, Figure.P99, Figure.P999);
    private static final double MILLI = 1e3;

    Plot plot() {
        DefaultCategoryDataset lines = new DefaultCategoryDataset();
        LineAndShapeRenderer renderer = new LineAndShapeRenderer(true, true);
        for (Contenders contender : Contenders.values()) {
            for (Figure percentile : PERCENTILES) {
                value(contender, percentile)
                        .ifPresent(micros -> lines.addValue(Math.log10(micros), contender.title(), percentile.title()));
            }
            int index = lines.getRowIndex(contender.title());
            if (index >= 0) {
                renderer.setSeriesPaint(index, Look.colour(contender));
                renderer.setSeriesShape(index, Look.mark(contender));
                renderer.setSeriesStroke(index, Look.line(contender));
            }
        }
        CategoryPlot plot =
                Axes.grid(new CategoryPlot(lines, Axes.categories(), Axes.decades(LatencyPlot::time), renderer));
        plot.setRowRenderingOrder(SortOrder.DESCENDING); // this project above the others
        return plot;
    }

    private Optional<Double> value(Contenders contender, Figure percentile) {
        return results.of(workload)
                .flatMap(measurement -> new Comparison(measurement).value(contender, percentile))
                .map(Interval::median);
    }

    private static String time(double micros) {
        return micros >= MILLI ? "%.0f ms".formatted(micros / MILLI) : "%.0f µs".formatted(micros);
    }
}
