package org.reactivemux.samples.benchmarks.run;

import static java.util.stream.Collectors.toCollection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Figures;

/**
 * Measures a workload with all contenders in turns: one round of each, then the next of each, so that what the machine
 * does besides hits all alike. All have warmed up before; each turn begins with another one.
 */
final class Interleaving {
    private final Jvm jvm;
    private final Effort effort;

    Interleaving(Jvm jvm, Effort effort) {
        this.jvm = jvm;
        this.effort = effort;
    }

    /** Those that do not know the workload are left out. */
    Measurement measure(Benchmark benchmark, List<Contenders> contenders) {
        List<Lane> lanes = new ArrayList<>();
        try {
            contenders.forEach(contender -> lanes.add(new Lane(contender, benchmark)));
            List<Lane> order = lanes.stream().filter(Lane::warmUp).collect(toCollection(ArrayList::new));
            Measurement measurement = Measurement.of(benchmark.id());
            for (int turn = 0; turn < effort.turns(); turn++) {
                order.forEach(lane -> measurement.add(lane.contender, lane.round()));
                Collections.rotate(order, 1);
            }
            return measurement;
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    /** A contender with its processes. */
    private final class Lane implements AutoCloseable {
        private final Contenders contender;
        private final Duo duo;
        private final Benchmark benchmark;
        private final Pace pace;

        Lane(Contenders contender, Benchmark benchmark) {
            this.contender = contender;
            this.benchmark = benchmark;
            duo = Duo.start(jvm, contender, benchmark.workload().channels());
            pace = new Pace(effort.roundOf(benchmark.workload()));
        }

        /** Tells whether the contender knows the workload. */
        boolean warmUp() {
            try {
                duo.connect();
                Duration spent = Duration.ZERO;
                for (int rounds = 0; rounds < effort.warmUpRounds() || spent.compareTo(effort.warmUp()) < 0; rounds++) {
                    Duration took = timed(this::round);
                    pace.adapt(took);
                    spent = spent.plus(took);
                }
                return true;
            } catch (UnsupportedOperationException unknown) {
                return false;
            }
        }

        private static Duration timed(Runnable action) {
            long start = System.nanoTime();
            action.run();
            return Duration.ofNanos(System.nanoTime() - start);
        }

        Figures round() {
            return duo.round(benchmark, pace.amount());
        }

        @Override
        public void close() {
            duo.close();
        }
    }
}
