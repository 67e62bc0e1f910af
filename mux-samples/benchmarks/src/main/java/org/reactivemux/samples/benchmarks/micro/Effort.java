package org.reactivemux.samples.benchmarks.micro;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long each benchmark is run.
 *
 * @param mode how its time is taken
 * @param forks JVMs of its own, one after the other; none means the caller's
 * @param warmups iterations before those that count, in each JVM
 * @param iterations that count
 * @param time of each
 */
public record Effort(Mode mode, int forks, int warmups, int iterations, TimeValue time) {
    /** For figures to publish. */
    public static final Effort THOROUGH = new Effort(Mode.AverageTime, 2, 5, 5, TimeValue.milliseconds(500));

    /** For a look while working. */
    public static final Effort QUICK = new Effort(Mode.AverageTime, 1, 3, 3, TimeValue.milliseconds(300));

    /** Every operation once, to see that it can be done. */
    public static final Effort SMOKE = new Effort(Mode.SingleShotTime, 0, 0, 1, TimeValue.NONE);

    ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
        return options.mode(mode)
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time);
    }
}
