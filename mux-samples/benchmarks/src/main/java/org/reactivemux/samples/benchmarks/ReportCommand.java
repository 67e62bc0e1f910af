package org.reactivemux.samples.benchmarks;

import java.nio.file.Path;
import org.reactivemux.samples.benchmarks.report.Report;
import org.reactivemux.samples.benchmarks.report.ResultsFile;
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
        ResultsFile results = report.results();
        report.write(results.read()
                .orElseThrow(() -> new BenchmarkException("there are no results in %s".formatted(results.path()))));
    }
}
