package org.reactivemux.samples.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers for people: at least three digits, and what is large in thousands or millions. */
final class Numbers {
    private static final int DIGITS = 3;
    private static final double MILLION = 1e6;
    private static final double THOUSAND = 1e3;

    private Numbers() {}

    /** Of any size. */
    static String text(double value) {
        if (Math.abs(value) >= MILLION) {
            return plain(value / MILLION) + " M";
        }
        return Math.abs(value) >= 100 * THOUSAND ? plain(value / THOUSAND) + " k" : plain(value);
    }

    /** With its unit, which begins with a slash or stands apart. */
    static String withUnit(double value, String unit) {
        return text(value) + (unit.startsWith("/") ? "" : " ") + unit;
    }

    /** A median, with the interval in which it lies. */
    static String interval(Interval interval) {
        return "%s (%s–%s)".formatted(text(interval.median()), text(interval.low()), text(interval.high()));
    }

    /** The same of a ratio. */
    static String ratio(Interval interval) {
        return "%s × (%s–%s)".formatted(text(interval.median()), text(interval.low()), text(interval.high()));
    }

    /** A ratio alone. */
    static String times(double ratio) {
        return text(ratio) + " ×";
    }

    private static String plain(double value) {
        BigDecimal rounded = new BigDecimal(value, new MathContext(DIGITS));
        int decimals = Math.max(0, DIGITS - (rounded.precision() - rounded.scale()));
        NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(value);
    }
}
