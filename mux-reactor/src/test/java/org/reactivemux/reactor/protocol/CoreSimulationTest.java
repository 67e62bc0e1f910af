package org.reactivemux.reactor.protocol;

import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two cores without IO: random terms, programs, cuts, delays, clock jumps and faults, all from a seed, and after each
 * step the invariants of {@link CoreInvariants}. {@code -Dmux.cores.seed=N} runs that seed alone, {@code
 * -Dmux.cores.seeds=N} that many of them.
 */
class CoreSimulationTest {
    private static final String ONE_SEED = "mux.cores.seed";
    private static final int SEEDS = 2_000;
    private static final int PARTS = 8;

    /** Seeds from one, inclusive, to another. */
    private record Seeds(long from, long to) {
        @Override
        public String toString() {
            return "seeds " + from + " to " + (to - 1);
        }
    }

    static Stream<Seeds> seeds() {
        Long one = Long.getLong(ONE_SEED);
        if (one != null) {
            return Stream.of(new Seeds(one, one + 1));
        }
        long all = Long.getLong("mux.cores.seeds", SEEDS);
        return LongStream.range(0, PARTS).mapToObj(part -> new Seeds(part * all / PARTS, (part + 1) * all / PARTS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("seeds")
    void whateverHappensToTwoCoresTheyKeepTheirPromises(Seeds seeds) {
        LongStream.range(seeds.from, seeds.to)
                .parallel()
                .mapToObj(CoreRun::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(failure -> {
                    throw new AssertionError("again with -D" + ONE_SEED + "=...: " + failure.getMessage(), failure);
                });
    }
}
