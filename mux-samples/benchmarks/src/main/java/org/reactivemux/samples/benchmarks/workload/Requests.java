package org.reactivemux.samples.benchmarks.workload;

import java.util.List;

/**
 * Requests with one answer, each on a channel of its own.
 *
 * @param size bytes of a request, and of its answer
 * @param atATime under way at any moment
 */
public record Requests(int size, int atATime) implements Workload {

    @Override
    public List<Figure> headlines() {
        return List.of(Figure.RATE);
    }

    @Override
    public int channels() {
        return atATime;
    }
}
