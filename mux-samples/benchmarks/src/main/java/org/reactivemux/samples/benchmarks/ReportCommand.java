package org.reactivemux.samples.benchmarks;

import java.nio.file.Path;
import java.util.Optional;
import org.reactivemux.samples.benchmarks.report.CompressionResults;
import org.reactivemux.samples.benchmarks.report.MicroResults;
import org.reactivemux.samples.benchmarks.report.Report;
import org.reactivemux.samples.benchmarks.report.Results;
import org.reactivemux.samples.benchmarks.run.BenchmarkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the report again from what was measured before. */
@Command(
        name = "report",
        description = "Writes the report again from the results of an earlier run.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where performance.md lies. Default ${DEFAULT-VALUE}.",
            defaultValue = "docs")
    private Path out = Path.of("");

    @Override
    public void run() {
        Report report = new Report(out);
        report.prepare();
        Optional<Results> results = report.results().read();
        Optional<MicroResults> operations = report.micro().read();
        Optional<CompressionResults> compression = report.compression().read();
        if (results.isEmpty() && operations.isEmpty() && compression.isEmpty()) {
            throw new BenchmarkException("there are no results in %s"
                    .formatted(report.results().path().getParent()));
        }
        results.ifPresent(report::write);
        operations.ifPresent(report::write);
        compression.ifPresent(report::write);
    }
}
