package org.reactivemux.samples.cli;

import java.util.Locale;

/** Figures for people, in the same form everywhere. */
final class Amounts {
    private static final double MIB = 1 << 20;

    private Amounts() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MIB);
    }

    static String perSecond(double bytesPerSecond) {
        return String.format(Locale.ROOT, "%,.1f MiB/s", bytesPerSecond / MIB);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,d ms", nanos / 1_000_000);
    }
}
