package org.reactivemux.samples.benchmarks.report;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;
import org.reactivemux.samples.benchmarks.workload.Streams.Direction;

/** The plots, as SVG files on white paper, so that they can be read on any page. */
final class Plots {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 440;
    private static final int MARGIN = 14;

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private Plots() {}

    /** Writes those for which something was measured. */
    static void write(Results results, Path directory) throws IOException {
        for (Direction direction : Direction.values()) {
            String name = direction == Direction.DOWN ? "down" : "up";
            write(
                    new ThroughputPlot(results, direction).plot(),
                    directory.resolve("throughput-%s.svg".formatted(name)),
                    "Bytes per second by size of message, to the "
                            + (direction == Direction.DOWN ? "client" : "server"));
        }
        write(
                new RatioBars(results).plot(),
                directory.resolve("channels.svg"),
                "Many channels: times as fast as each peer");
        write(
                new LatencyPlot(results, "ping-pong").plot(),
                directory.resolve("ping-pong.svg"),
                "A message of 64 B there and back");
        write(
                new LatencyPlot(results, "ping-pong-bulk").plot(),
                directory.resolve("ping-pong-bulk.svg"),
                "A message of 64 B there and back, beside a stream of 64 KiB messages");
        write(
                new HeapBars(results).plot(),
                directory.resolve("idle-heap.svg"),
                "Bytes of heap for an idle channel; the target is 512 at most");
    }

    private static void write(Plot plot, Path file, String title) throws IOException {
        SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
        svg.setDefsKeyPrefix("plot"); // by default it differs each time
        svg.setGeomDoubleConverter(Plots::rounded);
        svg.setTransformDoubleConverter(Plots::rounded);
        chart(plot, title).draw(svg, new Rectangle(WIDTH, HEIGHT));
        Files.writeString(
                file,
                svg.getSVGElement(null, true, new ViewBox(0, 0, WIDTH, HEIGHT), null, null) + "\n",
                StandardCharsets.UTF_8);
    }

    private static String rounded(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate).replace(".0", "");
    }

    private static JFreeChart chart(Plot plot, String title) {
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(Look.PAPER);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(Look.PAPER);
        chart.setPadding(new RectangleInsets(MARGIN, MARGIN, MARGIN, MARGIN));
        TextTitle heading = new TextTitle(title, Look.TITLE);
        heading.setPaint(Look.INK);
        heading.setHorizontalAlignment(HorizontalAlignment.LEFT);
        heading.setMargin(0, 0, MARGIN, 0);
        chart.setTitle(heading);
        LegendTitle legend = new LegendTitle(plot);
        if (plot instanceof CategoryPlot categories) {
            legend.setSortOrder(categories.getRowRenderingOrder());
        }
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(Look.SMALL);
        legend.setItemPaint(Look.INK);
        legend.setItemLabelPadding(new RectangleInsets(2, 2, 2, MARGIN));
        legend.setFrame(BlockBorder.NONE);
        legend.setMargin(MARGIN / 2.0, 0, 0, 0);
        chart.addLegend(legend);
        return chart;
    }
}
