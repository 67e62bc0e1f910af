package org.reactivemux.samples.benchmarks.report;

import java.awt.Color;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.CategoryDataset;

/** Flat bars with their values above. */
final class Bars {
    private static final double GAP = 0.06;
    private static final double WIDEST = 0.08;

    private Bars() {}

    static BarRenderer renderer(Color... colours) {
        BarRenderer bars = new BarRenderer();
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setDrawBarOutline(false);
        bars.setItemMargin(GAP);
        bars.setMaximumBarWidth(WIDEST);
        bars.setDefaultItemLabelGenerator(new Values());
        bars.setDefaultItemLabelsVisible(true);
        bars.setDefaultItemLabelFont(Look.SMALL);
        bars.setDefaultItemLabelPaint(Look.INK);
        for (int series = 0; series < colours.length; series++) {
            bars.setSeriesPaint(series, colours[series]);
        }
        return bars;
    }

    /** Three digits. */
    private static final class Values implements CategoryItemLabelGenerator {
        @Override
        public String generateRowLabel(CategoryDataset data, int row) {
            return data.getRowKey(row).toString();
        }

        @Override
        public String generateColumnLabel(CategoryDataset data, int column) {
            return data.getColumnKey(column).toString();
        }

        @Override
        public String generateLabel(CategoryDataset data, int row, int column) {
            Number value = data.getValue(row, column);
            return value == null ? "" : Numbers.text(value.doubleValue());
        }
    }
}
