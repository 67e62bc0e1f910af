package org.reactivemux.samples.benchmarks.report;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A median and what it lies between with 95 % confidence, whatever the distribution: two of the values themselves, by
 * how likely that many lie on one side of the median. Of fewer than six values it is the least and the greatest.
 *
 * @param median of the values
 * @param low end of the interval
 * @param high end of the interval
 */
public record Interval(double median, double low, double high) {
    private static final double ONE_SIDE = 0.025;
    private static final double HALF = 0.5;

    /** The median of at least one value. */
    public static Interval of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = Math.max(0, outside(sorted.length));
        return new Interval(Median.withDefaults().evaluate(sorted), sorted[cut], sorted[sorted.length - 1 - cut]);
    }

    /** How many values may be left out at either end: so many lie beyond the median in 2.5 % of all cases at most. */
    private static int outside(int values) {
        return BinomialDistribution.of(values, HALF).inverseCumulativeProbability(ONE_SIDE) - 1;
    }
}
