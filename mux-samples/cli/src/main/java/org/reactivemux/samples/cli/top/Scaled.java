package org.reactivemux.samples.cli.top;

import java.util.Locale;

/** Numbers in at most five characters, as 9999, 12.3K and 456M: enough to see what is going on. */
final class Scaled {
    private static final String[] UNITS = {"", "K", "M", "G", "T", "P", "E"};
    private static final int LARGEST_WHOLE = 9_999;
    private static final double LARGEST_WITH_FRACTION = 99.95;

    private Scaled() {}

    /** In thousands. */
    static String count(long number) {
        return by(1_000, number);
    }

    /** In units of 1,024. */
    static String bytes(long number) {
        return by(1_024, number);
    }

    private static String by(int base, long number) {
        if (number <= LARGEST_WHOLE) {
            return Long.toString(number);
        }
        double scaled = (double) number;
        int unit = 0;
        while (scaled >= base - 0.5) {
            scaled /= base;
            unit++;
        }
        return String.format(Locale.ROOT, scaled < LARGEST_WITH_FRACTION ? "%.1f%s" : "%.0f%s", scaled, UNITS[unit]);
    }
}
