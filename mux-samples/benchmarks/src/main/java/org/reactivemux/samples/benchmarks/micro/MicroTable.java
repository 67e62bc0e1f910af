package org.reactivemux.samples.benchmarks.micro;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results in Markdown. */
public final class MicroTable {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private static final String HEAD = """
            | operation | with | ns | allocated bytes |
            |---|---|---:|---:|
            """;

    private MicroTable() {}

    /**
     * Writes a line for each result.
     *
     * @param results of JMH, with its profiler of the collector
     * @return the table, ending with a line feed
     */
    public static String of(Collection<RunResult> results) {
        return results.stream().map(MicroTable::line).collect(Collectors.joining("", HEAD, ""));
    }

    private static String line(RunResult result) {
        BenchmarkParams params = result.getParams();
        String with = params.getParamsKeys().stream()
                .map(key -> key + " " + params.getParam(key))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f |%n",
                name(params.getBenchmark()),
                with,
                time(result.getPrimaryResult()),
                allocated(result));
    }

    /** {@code some.package.EncodingBenchmark.data} is {@code Encoding.data} here. */
    private static String name(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        String type = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, method);
        return type.replace("Benchmark", "") + benchmark.substring(method);
    }

    private static String time(Result<?> nanos) {
        double error = nanos.getScoreError();
        return Double.isNaN(error)
                ? String.format(Locale.ROOT, "%.1f", nanos.getScore())
                : String.format(Locale.ROOT, "%.1f ± %.1f", nanos.getScore(), error);
    }

    /**
     * What one operation allocated.
     *
     * @param result of JMH, with its profiler of the collector
     * @return bytes, NaN if nobody has counted them
     */
    static double allocated(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return bytes == null ? Double.NaN : bytes.getScore();
    }
}
