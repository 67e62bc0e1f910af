package org.reactivemux.samples.benchmarks.report;

import java.math.BigDecimal;
import org.reactivemux.samples.benchmarks.workload.Figure.Better;

/**
 * What a target asks for.
 *
 * @param better on which side of the limit
 * @param limit that is still good
 * @param unit behind the number
 */
record Bound(Better better, double limit, String unit) {
    static Bound atLeast(double limit, String unit) {
        return new Bound(Better.MORE, limit, unit);
    }

    static Bound atMost(double limit, String unit) {
        return new Bound(Better.LESS, limit, unit);
    }

    boolean holds(double value) {
        return switch (better) {
            case MORE -> value >= limit;
            case LESS -> value <= limit;
        };
    }

    String text() {
        return (better == Better.MORE ? "at least " : "at most ")
                + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString() + " " + unit;
    }
}
