package org.reactivemux.reactor.simulation;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Two whole stacks under virtual time, over a link that cuts what it carries: random channels, messages, demand and
 * ends, all from a seed. {@code -Dmux.simulation.seed=N} runs that seed alone, {@code -Dmux.simulation.seeds=N} more of
 * them.
 */
class SimulationTest {
    private static final String ONE_SEED = "mux.simulation.seed";
    private static final int SEEDS = 300;

    static LongStream seeds() {
        Long one = Long.getLong(ONE_SEED);
        return one != null ? LongStream.of(one) : LongStream.range(0, Long.getLong("mux.simulation.seeds", SEEDS));
    }

    /** The end of a connection is quickly come to, whatever the channels. */
    static LongStream everyThirdSeed() {
        return seeds().filter(seed -> seed % 3 == 0 || Long.getLong(ONE_SEED) != null);
    }

    @AfterEach
    void startRealTimeAgain() {
        VirtualTimeScheduler.reset();
    }

    private interface Simulation {
        void run(World world);
    }

    private static void simulate(long seed, Simulation simulation) {
        World world = new World(seed);
        try {
            simulation.run(world);
        } catch (AssertionError | RuntimeException failure) {
            String runs = String.join(
                    "\n  ", world.runs().stream().map(ChannelRun::toString).toList());
            throw new AssertionError(
                    "seed %d (again with -D%s=%d): %s\n  %s"
                            .formatted(seed, ONE_SEED, seed, failure.getMessage(), runs),
                    failure);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyStreamEndsAsItsFateWillsAndNothingIsLeft(long seed) {
        simulate(seed, world -> {
            world.runToTheEnd();
            world.runs().forEach(Verdict::check);
            world.assertThatNothingIsLeft();
            world.leave();
            world.assertThatItEndedInGoodOrder();
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("everyThirdSeed")
    void whoeverLeavesLetsOpenChannelsFinishAndRefusesTheOthersUnseen(long seed) {
        simulate(seed, world -> {
            int steps = world.random().nextInt(30);
            for (int i = 0; i < steps; i++) {
                world.step();
            }
            world.leave();
            world.runToTheEnd();
            world.runs().forEach(Verdict::checkAllOrNothing);
            world.assertThatItEndedInGoodOrder();
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("everyThirdSeed")
    void theEndOfTheConnectionEndsEveryStreamOnce(long seed) {
        simulate(seed, world -> {
            int steps = world.random().nextInt(30);
            for (int i = 0; i < steps; i++) {
                world.step();
            }
            (world.random().nextBoolean() ? world.client() : world.server()).dispose();
            world.runToTheEnd();
            world.runs().forEach(Verdict::checkSignals);
        });
    }
}
