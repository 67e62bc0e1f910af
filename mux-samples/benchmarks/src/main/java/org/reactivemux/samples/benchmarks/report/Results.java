package org.reactivemux.samples.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.reactivemux.samples.benchmarks.run.Measurement;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;

/**
 * All that was measured.
 *
 * @param date of the last measurement
 * @param environment of all of them
 * @param measurements in the order of the catalogue
 */
public record Results(String date, Environment environment, List<Measurement> measurements) {

    /** These with one more, in place of an earlier one of the same workload. */
    public Results with(Measurement measurement) {
        List<Measurement> all = new ArrayList<>(measurements);
        all.removeIf(earlier -> earlier.workload().equals(measurement.workload()));
        all.add(measurement);
        List<String> order = Catalogue.all().stream().map(Benchmark::id).toList();
        all.sort(Comparator.comparing(one -> order.indexOf(one.workload())));
        return new Results(date, environment, all);
    }

    /** The measurement of a workload. */
    public Optional<Measurement> of(String workload) {
        return measurements.stream()
                .filter(measurement -> measurement.workload().equals(workload))
                .findFirst();
    }
}
