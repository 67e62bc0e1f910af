package org.reactivemux.samples.benchmarks.report;

import java.awt.BasicStroke;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Figure;
import org.reactivemux.samples.benchmarks.workload.Streams.Direction;

/** Bytes a second by size of message, a line for each contender. */
record ThroughputPlot(Results results, Direction direction) {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    /** From one size on the axis to the next. */
    private static final double BITS = 2;

    Plot plot() {
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        for (Contenders contender : Contenders.values()) {
            XYSeries line = line(contender);
            if (!line.isEmpty()) {
                int index = lines.getSeriesCount();
                renderer.setSeriesPaint(index, Look.colour(contender));
                renderer.setSeriesShape(index, Look.mark(contender));
                renderer.setSeriesStroke(index, Look.line(contender));
                lines.addSeries(line);
            }
        }
        XYPlot plot = new XYPlot(
                lines,
                Axes.steps("size of a message", step -> Catalogue.bytes(1 << Math.round(step * BITS))),
                Axes.decades(ThroughputPlot::perSecond),
                renderer);
        plot.setDomainGridlinePaint(Look.GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinePaint(Look.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        return plot;
    }

    private XYSeries line(Contenders contender) {
        XYSeries line = new XYSeries(contender.title());
        for (int size : Catalogue.streamSizes()) {
            results.of(Catalogue.stream(direction, size))
                    .flatMap(measurement -> new Comparison(measurement).value(contender, Figure.RATE))
                    .ifPresent(rate -> line.add(bits(size) / BITS, Math.log10(rate.median() * size)));
        }
        return line;
    }

    private static int bits(int size) {
        return Integer.numberOfTrailingZeros(size);
    }

    private static String perSecond(double bytes) {
        return bytes >= GIGA ? "%.0f GB/s".formatted(bytes / GIGA) : "%.0f MB/s".formatted(bytes / MEGA);
    }
}
