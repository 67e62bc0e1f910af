package org.reactivemux.samples.benchmarks.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * What compression has saved and cost.
 *
 * @param date of the measurement
 * @param cpu model of the processor
 * @param jdk of all JVMs
 * @param flags of each of them
 * @param figures in the order of the table
 */
public record CompressionResults(String date, String cpu, String jdk, String flags, List<CompressionFigure> figures) {
    private static final double PERCENT = 100;
    private static final double MICROSECOND = 1_000;

    /** Measured here and today. */
    public static CompressionResults here(List<String> flags, List<CompressionFigure> figures) {
        return new CompressionResults(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Environment.processor(),
                Environment.virtualMachine(),
                String.join(" ", flags),
                figures);
    }

    /** The table, and where it comes from. */
    public String text() {
        MarkdownTable table = new MarkdownTable(
                2, List.of("message", "codec", "bytes saved", "µs to compress", "µs to inflate", "compressed, MB/s"));
        figures.forEach(figure -> table.row(List.of(
                "%s, %,d B".formatted(lower(figure.content()), figure.size()),
                lower(figure.setting()).replace("_", ", level "),
                String.format(Locale.ROOT, "%.1f %%", PERCENT * figure.saved()),
                micros(figure.compressing()),
                Double.isNaN(figure.inflating()) ? "–" : micros(figure.inflating()),
                Numbers.text(MICROSECOND * figure.size() / figure.compressing()))));
        return table.text() + "\nMeasured on %s: %s, %s, `%s`.\n".formatted(date, cpu, jdk, flags);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String micros(double nanos) {
        return Numbers.text(nanos / MICROSECOND);
    }
}
