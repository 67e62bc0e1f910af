package org.reactivemux.samples.benchmarks.micro;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of single operations, which JMH runs. */
public final class Micro {
    /** Of each JVM. */
    public static final List<String> FLAGS = List.of("-XX:+UseParallelGC", "-Xms1g", "-Xmx1g");

    private static final Predicate<String> COMPRESSION =
            Pattern.compile("\\.(Compression|Inflation)Benchmark\\.").asPredicate();

    private Micro() {}

    /** The names of all benchmarks but those of compression. */
    public static List<String> all() {
        return names(COMPRESSION.negate());
    }

    /** The names of those that show what compression costs. */
    public static List<String> compression() {
        return names(COMPRESSION);
    }

    private static List<String> names(Predicate<String> wanted) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        OutputFormat silence = OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silence, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .filter(wanted)
                .toList();
    }

    /**
     * Runs a benchmark and measures what it allocates.
     *
     * @param effort how long
     * @param name of the benchmark
     * @return an operation for each combination of its parameters' values
     * @throws RunnerException if it failed
     */
    public static List<Operation> run(Effort effort, String name) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(name) + "$")
                .addProfiler(GCProfiler.class)
                .jvmArgs(FLAGS.toArray(String[]::new))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return new Runner(effort.applyTo(options).build())
                .run().stream().map(Operation::of).toList();
    }
}
