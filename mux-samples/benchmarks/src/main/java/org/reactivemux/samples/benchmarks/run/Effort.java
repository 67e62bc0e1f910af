package org.reactivemux.samples.benchmarks.run;

import java.time.Duration;
import org.reactivemux.samples.benchmarks.workload.Idle;
import org.reactivemux.samples.benchmarks.workload.Workload;

/**
 * How much is measured.
 *
 * @param turns each with a round of every contender
 * @param idleTurns the same for idle channels, each in fresh processes
 * @param warmUpRounds at least, before the first turn
 * @param warmUp at least, spent in rounds of each contender
 * @param round about how long one takes
 * @param mostIdle channels that are opened, if a workload has more of them
 * @param heap of each process
 * @param idleHeap the same for idle channels
 */
public record Effort(
        int turns,
        int idleTurns,
        int warmUpRounds,
        Duration warmUp,
        Duration round,
        int mostIdle,
        String heap,
        String idleHeap) {
    private static final int MANY_CHANNELS = 1_000;
    private static final int LONGER = 5;

    /** What the report is made of. */
    public static Effort full() {
        return new Effort(15, 3, 5, Duration.ofSeconds(8), Duration.ofMillis(300), Integer.MAX_VALUE, "1g", "8g");
    }

    /** Just enough to see that everything works. */
    public static Effort smoke() {
        return new Effort(2, 1, 1, Duration.ZERO, Duration.ofMillis(5), 1_000, "256m", "256m");
    }

    /** The same with another number of turns, for idle channels at most as many as before. */
    public Effort withTurns(int other) {
        return new Effort(other, Math.min(idleTurns, other), warmUpRounds, warmUp, round, mostIdle, heap, idleHeap);
    }

    /** The same with rounds of another length. */
    public Effort withRound(Duration other) {
        return new Effort(turns, idleTurns, warmUpRounds, warmUp, other, mostIdle, heap, idleHeap);
    }

    /** A longer one if many channels have to be opened, so that their messages outweigh that. */
    Duration roundOf(Workload workload) {
        return workload.channels() > MANY_CHANNELS ? round.multipliedBy(LONGER) : round;
    }

    /** What is opened of those channels. */
    int channelsOf(Idle idle) {
        return Math.min(idle.channels(), mostIdle);
    }
}
