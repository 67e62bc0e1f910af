package org.reactivemux.samples.benchmarks.report;

import java.util.List;
import java.util.Locale;
import org.reactivemux.samples.benchmarks.micro.Operation;

/** What single operations cost, in Markdown. */
public final class MicroTable {
    private MicroTable() {}

    /** A line for each. */
    public static String of(List<Operation> operations) {
        MarkdownTable table = new MarkdownTable(2, List.of("operation", "with", "ns", "allocated bytes"));
        for (Operation operation : operations) {
            table.row(List.of(
                    operation.name(),
                    operation.with(),
                    Double.isNaN(operation.error())
                            ? tenths(operation.nanos())
                            : tenths(operation.nanos()) + " ± " + tenths(operation.error()),
                    tenths(operation.allocated())));
        }
        return table.text();
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
