package org.reactivemux.reactor.simulation;

import java.util.Random;
import org.reactivemux.MuxOptions;

/** Options whose windows, frames and budgets are between hardly enough and plenty. */
final class RandomOptions {
    /** In bytes; beyond every window and every frame. */
    static final int LARGEST_MESSAGE = 320_000;

    private RandomOptions() {}

    static MuxOptions of(Random random) {
        return MuxOptions.builder()
                .initialWindow(oneOf(random, 1_024, 5_000, 65_536, 131_072))
                .largestWindow(oneOf(random, 1_024, 20_000, 300_000, 4 << 20))
                .growthBudget(oneOf(random, 0, 50_000, 1 << 20, 64 << 20))
                .largestFrame(oneOf(random, 1_024, 4_096, 65_536))
                .prefetch(oneOf(random, 0, 1, 20))
                .largestMessage(LARGEST_MESSAGE)
                .reassemblyBudget((long) LARGEST_MESSAGE * oneOf(random, 1, 2, 10))
                .build();
    }

    private static int oneOf(Random random, int... values) {
        return values[random.nextInt(values.length)];
    }
}
