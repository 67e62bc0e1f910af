package org.reactivemux.samples.benchmarks;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import org.reactivemux.reactor.protocol.Content;
import org.reactivemux.reactor.protocol.Setting;
import org.reactivemux.samples.benchmarks.micro.Effort;
import org.reactivemux.samples.benchmarks.micro.Micro;
import org.reactivemux.samples.benchmarks.micro.Operation;
import org.reactivemux.samples.benchmarks.report.CompressionFigure;
import org.reactivemux.samples.benchmarks.report.CompressionResults;
import org.reactivemux.samples.benchmarks.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what compression saves and costs, keeps the results and writes their table. */
@Command(
        name = "compression",
        description = "Measures what compression saves and costs, in about two minutes, and writes its table.",
        mixinStandardHelpOptions = true)
final class CompressionCommand implements Runnable {
    private static final List<Integer> SIZES = List.of(1_024, 65_536);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--smoke", description = "Each only once, to see that everything works; nothing is written.")
    private boolean smoke;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where performance.md lies. Default ${DEFAULT-VALUE}.",
            defaultValue = "docs")
    private Path out = Report.DOCS;

    @Override
    public void run() {
        Report report = new Report(out);
        if (!smoke) {
            report.prepare();
        }
        CompressionResults results = CompressionResults.here(Micro.FLAGS, figures());
        writer().println(results.text());
        if (!smoke) {
            report.compression().write(results);
            report.write(results);
        }
    }

    private List<CompressionFigure> figures() {
        Map<String, Double> nanos = new HashMap<>();
        for (String benchmark : Micro.compression()) {
            writer().println(Operation.name(benchmark));
            measured(benchmark).forEach(operation -> nanos.put(operation.name() + operation.with(), operation.nanos()));
        }
        List<CompressionFigure> figures = new ArrayList<>();
        for (Content content : Content.values()) {
            for (int size : SIZES) {
                for (Setting setting : Setting.values()) {
                    String with = "content %s, setting %s, size %d".formatted(content, setting, size);
                    double compressing = Objects.requireNonNull(nanos.get("Compression.compress" + with), with);
                    double inflating = nanos.getOrDefault("Inflation.inflate" + with, Double.NaN);
                    double saved = setting.saved(content, size);
                    figures.add(new CompressionFigure(content, size, setting, saved, compressing, inflating));
                }
            }
        }
        return figures;
    }

    private List<Operation> measured(String benchmark) {
        try {
            return Micro.run(smoke ? Effort.SMOKE : Effort.QUICK, benchmark);
        } catch (RunnerException failure) {
            throw new IllegalStateException(benchmark, failure);
        }
    }

    private PrintWriter writer() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
