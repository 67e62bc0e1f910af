package org.reactivemux.samples.benchmarks.workload;

import java.util.List;

/**
 * Channels that are opened, accepted and listened to, and then say nothing.
 *
 * @param channels open at the same time on one connection
 */
public record Idle(int channels) implements Workload {

    @Override
    public List<Figure> headlines() {
        return List.of(Figure.OPEN_RATE, Figure.HEAP_CLIENT, Figure.HEAP_SERVER);
    }
}
