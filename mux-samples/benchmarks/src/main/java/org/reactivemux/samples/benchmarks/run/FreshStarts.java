package org.reactivemux.samples.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Figure;
import org.reactivemux.samples.benchmarks.workload.Figures;
import org.reactivemux.samples.benchmarks.workload.Idle;

/** Measures idle channels: one contender at a time, for it needs much heap, and a new one for each turn. */
final class FreshStarts {
    /** Opened and closed again first, so that the code is warm. */
    private static final int WARM_UP = 50_000;

    private final Jvm jvm;
    private final Effort effort;

    FreshStarts(Jvm jvm, Effort effort) {
        this.jvm = jvm;
        this.effort = effort;
    }

    /** Those that do not know the workload are left out. */
    Measurement measure(Benchmark benchmark, Idle idle, List<Contenders> contenders) {
        Measurement measurement = Measurement.of(benchmark.id());
        List<Contenders> able = new ArrayList<>(contenders);
        for (int turn = 0; turn < effort.idleTurns(); turn++) {
            for (Contenders contender : List.copyOf(able)) {
                try {
                    measurement.add(contender, turn(benchmark, idle, contender));
                } catch (UnsupportedOperationException unknown) {
                    able.remove(contender);
                }
            }
        }
        return measurement;
    }

    private Figures turn(Benchmark benchmark, Idle idle, Contenders contender) {
        int channels = effort.channelsOf(idle);
        try (Duo duo = Duo.start(jvm, contender, idle.channels())) {
            duo.connect();
            duo.round(benchmark, Math.min(WARM_UP, channels));
            duo.reconnect();
            long server = duo.serverHeap();
            long client = duo.clientHeap();
            Figures figures = duo.round(benchmark, channels);
            return figures.with(Figure.HEAP_SERVER, (double) (duo.serverHeap() - server) / channels)
                    .with(Figure.HEAP_CLIENT, (double) (duo.clientHeap() - client) / channels);
        }
    }
}
