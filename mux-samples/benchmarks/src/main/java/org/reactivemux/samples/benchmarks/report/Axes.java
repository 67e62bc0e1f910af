package org.reactivemux.samples.benchmarks.report;

import java.awt.BasicStroke;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.ui.RectangleInsets;

/** Axes of one kind, with labels for people. */
final class Axes {
    private static final double ROOM_FOR_LABELS = 0.12;

    private static final RectangleInsets FEW_TICKS = new RectangleInsets(10, 4, 10, 4);

    private Axes() {}

    static NumberAxis linear(String label) {
        NumberAxis axis = styled(new NumberAxis(label));
        axis.setUpperMargin(ROOM_FOR_LABELS);
        axis.setTickLabelInsets(FEW_TICKS);
        return axis;
    }

    /** For decimal logarithms of values. */
    static NumberAxis decades(DoubleFunction<String> text) {
        return styled(new DecadeAxis(text));
    }

    /** With a tick at each whole number. */
    static NumberAxis steps(String label, DoubleFunction<String> text) {
        NumberAxis axis = styled(new NumberAxis(label));
        axis.setAutoRangeIncludesZero(false);
        axis.setTickUnit(new Step(text));
        return axis;
    }

    static CategoryAxis categories() {
        CategoryAxis axis = styled(new CategoryAxis());
        axis.setMaximumCategoryLabelLines(2);
        return axis;
    }

    /** With lines to read the values by. */
    static CategoryPlot grid(CategoryPlot plot) {
        plot.setRangeGridlinePaint(Look.GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        return plot;
    }

    private static <T extends Axis> T styled(T axis) {
        axis.setLabelFont(Look.LABEL);
        axis.setLabelPaint(Look.FAINT_INK);
        axis.setTickLabelFont(Look.SMALL);
        axis.setTickLabelPaint(Look.INK);
        axis.setAxisLinePaint(Look.GRID);
        axis.setTickMarksVisible(false);
        return axis;
    }

    /** One apart. */
    private static final class Step extends NumberTickUnit {
        private static final long serialVersionUID = 1L;

        private final transient DoubleFunction<String> text;

        Step(DoubleFunction<String> text) {
            super(1);
            this.text = text;
        }

        @Override
        public String valueToString(double step) {
            return text.apply(step);
        }
    }
}
