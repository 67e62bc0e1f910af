package org.reactivemux.samples.benchmarks.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.reactivemux.samples.benchmarks.micro.Operation;

/**
 * What single operations have cost.
 *
 * @param date of the measurement
 * @param cpu model of the processor
 * @param jdk of all JVMs
 * @param flags of each of them
 * @param operations in the order of their names
 */
public record MicroResults(String date, String cpu, String jdk, String flags, List<Operation> operations) {

    /** Measured here and today. */
    public static MicroResults here(List<String> flags, List<Operation> operations) {
        return new MicroResults(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Environment.processor(),
                Environment.virtualMachine(),
                String.join(" ", flags),
                operations);
    }

    /** The table, and where it comes from. */
    String text() {
        return MicroTable.of(operations) + "\nMeasured on %s: %s, %s, `%s`.\n".formatted(date, cpu, jdk, flags);
    }
}
