package org.reactivemux.samples.benchmarks;

import io.netty.channel.uring.IoUring;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.report.Environment;
import org.reactivemux.samples.benchmarks.report.Report;
import org.reactivemux.samples.benchmarks.report.Results;
import org.reactivemux.samples.benchmarks.report.ResultsFile;
import org.reactivemux.samples.benchmarks.report.Summary;
import org.reactivemux.samples.benchmarks.run.BenchmarkException;
import org.reactivemux.samples.benchmarks.run.Effort;
import org.reactivemux.samples.benchmarks.run.Laboratory;
import org.reactivemux.samples.benchmarks.run.Measurement;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures, keeps the results after each workload, and writes the report. */
@Command(
        name = "run",
        description = "Measures and writes the report. Workloads that are not measured keep their earlier results.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--workload", paramLabel = "ID", description = "Only this one; may be given several times.")
    private List<String> workloads = List.of();

    @Option(
            names = "--contender",
            paramLabel = "NAME",
            description = "Only this one; may be given several times. One of ${COMPLETION-CANDIDATES}.")
    private List<Contenders> contenders = List.of();

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Turns, each with a round of every contender. Default 15; 3 for idle channels.")
    private @Nullable Integer pairs;

    @Option(names = "--millis", paramLabel = "N", description = "About how long a round takes. Default 300.")
    private @Nullable Integer millis;

    @Option(names = "--smoke", description = "Tiny rounds, only to see that everything works.")
    private boolean smoke;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where performance.md lies. Default docs; but with --smoke or --contender nothing is written"
                    + " without this.")
    private @Nullable Path out;

    @Override
    public void run() {
        List<Benchmark> benchmarks = benchmarks();
        Laboratory laboratory = new Laboratory(effort(), Benchmarks.class.getName());
        Environment here = Environment.here(laboratory.flags(), laboratory.idleFlags());
        Optional<Report> report = report();
        report.ifPresent(Report::prepare);
        Results results = earlier(report, benchmarks, here);
        int number = 0;
        for (Benchmark benchmark : benchmarks) {
            writer().println("%d/%d %s".formatted(++number, benchmarks.size(), benchmark.title()));
            Measurement measurement = laboratory.measure(benchmark, contenders());
            writer().println(Summary.of(measurement));
            results = results.with(measurement);
            if (report.isPresent()) {
                report.get().results().write(results);
            }
        }
        if (report.isPresent()) {
            report.get().write(results);
        }
    }

    private List<Benchmark> benchmarks() {
        try {
            return workloads.isEmpty()
                    ? Catalogue.all()
                    : workloads.stream().map(Catalogue::find).toList();
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec().commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
    }

    /** Those of io_uring only where the kernel allows it. */
    private List<Contenders> contenders() {
        if (!contenders.isEmpty()) {
            return contenders;
        }
        return Arrays.stream(Contenders.values())
                .filter(contender -> !contender.name().endsWith("IO_URING") || IoUring.isAvailable())
                .toList();
    }

    private Effort effort() {
        Effort effort = smoke ? Effort.smoke() : Effort.full();
        if (pairs != null) {
            effort = effort.withTurns(pairs);
        }
        return millis == null ? effort : effort.withRound(Duration.ofMillis(millis));
    }

    private Optional<Report> report() {
        if (out == null && (smoke || !contenders.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Report(out == null ? Report.DOCS : out));
    }

    /** What of an earlier run stays. */
    private static Results earlier(Optional<Report> report, List<Benchmark> benchmarks, Environment here) {
        Results none = new Results(LocalDate.now(ZoneOffset.UTC).toString(), here, List.of());
        if (report.isEmpty() || benchmarks.equals(Catalogue.all())) {
            return none;
        }
        ResultsFile<Results> file = report.get().results();
        Results earlier = file.read().orElse(none);
        if (!earlier.environment().equals(here)) {
            throw new BenchmarkException(
                    "what %s holds was measured elsewhere or otherwise: measure all workloads, or choose another --out"
                            .formatted(file.path()));
        }
        return new Results(none.date(), here, earlier.measurements());
    }

    private PrintWriter writer() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
