package org.reactivemux.samples.benchmarks.report;

import java.util.List;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jspecify.annotations.Nullable;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Figure;

/** How many times as fast as each peer this project is where there are many channels. */
record RatioBars(Results results) {
    private static final List<Contenders> PEERS = List.of(Contenders.RSOCKET, Contenders.GRPC);

    /** What a group of bars shows. */
    private record Group(String workload, String label) {}

    private static final List<Group> GROUPS = List.of(
            new Group("fan-in-100", "fan-in, 100"),
            new Group("fan-out-100", "fan-out, 100"),
            new Group("fan-in-10000", "fan-in, 10,000"),
            new Group("fan-out-10000", "fan-out, 10,000"),
            new Group("requests-1", "requests, 1 at a time"),
            new Group("requests-64", "requests, 64 at a time"));

    Plot plot() {
        DefaultCategoryDataset bars = new DefaultCategoryDataset();
        for (Contenders peer : PEERS) {
            for (Group group : GROUPS) {
                bars.addValue(ratio(peer, group), "beside " + peer.title(), group.label());
            }
        }
        return Axes.grid(new CategoryPlot(
                bars,
                Axes.categories(),
                Axes.linear("times as fast"),
                Bars.renderer(Look.colour(Contenders.RSOCKET), Look.colour(Contenders.GRPC))));
    }

    private @Nullable Double ratio(Contenders peer, Group group) {
        return results.of(group.workload())
                .flatMap(measurement -> new Comparison(measurement).ratio(peer, Figure.RATE))
                .map(Interval::median)
                .orElse(null);
    }
}
