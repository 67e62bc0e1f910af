package org.reactivemux.samples.benchmarks.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * An axis for the decimal logarithms of values, with ticks at one, two and five times each power of ten. JFreeChart's own
 * logarithmic axis would draw its labels as outlines.
 */
final class DecadeAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private static final int[] STEPS = {1, 2, 5};

    private final transient DoubleFunction<String> text;

    /**
     * An axis without a label.
     *
     * @param text of a value, for people
     */
    DecadeAxis(DoubleFunction<String> text) {
        this.text = text;
        setAutoRangeIncludesZero(false);
    }

    // A raw type, as that which is overridden.
    @SuppressWarnings("rawtypes")
    @Override
    public List refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        for (double power = Math.floor(getLowerBound()); power <= getUpperBound(); power++) {
            for (int step : STEPS) {
                double value = step * Math.pow(10, power);
                if (getRange().contains(Math.log10(value))) {
                    ticks.add(new NumberTick(
                            Math.log10(value), text.apply(value), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0));
                }
            }
        }
        return ticks;
    }
}
