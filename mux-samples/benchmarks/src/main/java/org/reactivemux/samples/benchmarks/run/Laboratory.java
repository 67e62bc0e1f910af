package org.reactivemux.samples.benchmarks.run;

import java.util.List;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Idle;

/** Measures any workload. */
public final class Laboratory {
    private final Jvm jvm;
    private final Jvm idleJvm;
    private final Interleaving interleaving;
    private final FreshStarts freshStarts;

    /**
     * Sets it up.
     *
     * @param effort how much is measured
     * @param main the class whose command {@code child} is the {@link Child}
     */
    public Laboratory(Effort effort, String main) {
        jvm = Jvm.withHeap(effort.heap(), main);
        idleJvm = Jvm.withHeap(effort.idleHeap(), main);
        interleaving = new Interleaving(jvm, effort);
        freshStarts = new FreshStarts(idleJvm, effort);
    }

    /** The flags of each JVM. */
    public String flags() {
        return String.join(" ", jvm.flags());
    }

    /** The same for idle channels. */
    public String idleFlags() {
        return String.join(" ", idleJvm.flags());
    }

    /**
     * Measures a workload with all contenders that know it.
     *
     * @throws BenchmarkException if something fails
     */
    public Measurement measure(Benchmark benchmark, List<Contenders> contenders) {
        return benchmark.workload() instanceof Idle idle
                ? freshStarts.measure(benchmark, idle, contenders)
                : interleaving.measure(benchmark, contenders);
    }
}
