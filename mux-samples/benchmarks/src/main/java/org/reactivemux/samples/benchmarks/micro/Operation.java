package org.reactivemux.samples.benchmarks.micro;

import static java.util.stream.Collectors.joining;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What a single operation costs.
 *
 * @param name of the benchmark: {@code Encoding.data}
 * @param with the values of its parameters; empty if there are none
 * @param nanos of one
 * @param error of that, with 99.9 % confidence; NaN if too few were timed
 * @param allocated bytes on the heap; NaN if nobody has counted them
 */
public record Operation(String name, String with, double nanos, double error, double allocated) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** What JMH has seen, with its profiler of the collector. */
    static Operation of(RunResult result) {
        BenchmarkParams params = result.getParams();
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        return new Operation(
                name(params.getBenchmark()),
                params.getParamsKeys().stream()
                        .map(key -> key + " " + params.getParam(key))
                        .collect(joining(", ")),
                time.getScore(),
                time.getScoreError(),
                bytes == null ? Double.NaN : bytes.getScore());
    }

    /** The name of a benchmark for people: {@code Encoding.data}, not {@code some.package.EncodingBenchmark.data}. */
    public static String name(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        String type = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, method);
        return type.replace("Benchmark", "") + benchmark.substring(method);
    }
}
