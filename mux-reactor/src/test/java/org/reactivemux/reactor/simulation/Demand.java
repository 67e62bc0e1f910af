package org.reactivemux.reactor.simulation;

import java.time.Duration;
import java.util.Random;

/**
 * How a reader requests: so many at once, again when it has got them, and after a pause of virtual time.
 *
 * @param batch messages for each request
 * @param pause between the last message of a batch and the next request
 */
record Demand(long batch, Duration pause) {

    static Demand random(Random random) {
        long batch = switch (random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> 1;
            case 2 -> 1_000;
            default -> 1 + random.nextInt(10);
        };
        Duration pause = random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(50)) : Duration.ZERO;
        return new Demand(batch, pause);
    }
}
