package org.reactivemux.samples.benchmarks;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import org.reactivemux.samples.benchmarks.micro.Effort;
import org.reactivemux.samples.benchmarks.micro.Micro;
import org.reactivemux.samples.benchmarks.micro.Operation;
import org.reactivemux.samples.benchmarks.report.MicroResults;
import org.reactivemux.samples.benchmarks.report.MicroTable;
import org.reactivemux.samples.benchmarks.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures single operations, keeps the results and writes their table. */
@Command(
        name = "micro",
        description = "Measures what single operations cost, in about ten minutes, and writes their table.",
        mixinStandardHelpOptions = true)
final class MicroCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--operation",
            paramLabel = "REGEX",
            description = "Only those in whose names this regular expression is found.")
    private Pattern operations = Pattern.compile("");

    @Option(names = "--quick", description = "A short look at each.")
    private boolean quick;

    @Option(names = "--smoke", description = "Each only once, to see that everything works; nothing is written.")
    private boolean smoke;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where performance.md lies. Default docs; but with --quick or --operation nothing is written"
                    + " without this.")
    private @Nullable Path out;

    @Override
    public void run() {
        List<String> benchmarks = benchmarks();
        Optional<Report> report = report(benchmarks);
        report.ifPresent(Report::prepare);
        List<Operation> measured = new ArrayList<>();
        int number = 0;
        for (String benchmark : benchmarks) {
            writer().println("%d/%d %s".formatted(++number, benchmarks.size(), Operation.name(benchmark)));
            measured.addAll(measured(benchmark));
        }
        writer().println(MicroTable.of(measured));
        report.ifPresent(place -> {
            MicroResults results = MicroResults.here(Micro.FLAGS, measured);
            place.micro().write(results);
            place.write(results);
        });
    }

    private List<String> benchmarks() {
        List<String> benchmarks = Micro.all().stream()
                .filter(name -> operations.matcher(name).find())
                .toList();
        if (benchmarks.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "there is no operation '%s'".formatted(operations));
        }
        return benchmarks;
    }

    private List<Operation> measured(String benchmark) {
        try {
            return Micro.run(effort(), benchmark);
        } catch (RunnerException failure) {
            throw new IllegalStateException(benchmark, failure);
        }
    }

    private Effort effort() {
        if (smoke) {
            return Effort.SMOKE;
        }
        return quick ? Effort.QUICK : Effort.THOROUGH;
    }

    private Optional<Report> report(List<String> benchmarks) {
        boolean whole = !quick && benchmarks.equals(Micro.all());
        if (smoke || (out == null && !whole)) {
            return Optional.empty();
        }
        return Optional.of(new Report(out == null ? Report.DOCS : out));
    }

    private PrintWriter writer() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
