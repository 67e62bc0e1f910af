package org.reactivemux.samples.benchmarks.micro;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of single operations. */
public final class Micro {
    /** The name of every benchmark there is. */
    public static final String ALL = ".*";

    private Micro() {}

    /**
     * Runs benchmarks and measures what they allocate.
     *
     * @param effort how long
     * @param names a regular expression that is found in their names
     * @param verbosity what is said meanwhile on the standard output
     * @return a result for each benchmark and each of its parameters' values
     * @throws RunnerException if one of them failed, or none has such a name
     */
    public static Collection<RunResult> run(Effort effort, String names, VerboseMode verbosity) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(names)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC")
                .shouldFailOnError(true)
                .verbosity(verbosity);
        return new Runner(effort.applyTo(options).build()).run();
    }
}
