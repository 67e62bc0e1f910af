package org.reactivemux.samples.benchmarks.workload;

import java.util.List;

/**
 * One message there and back on an open channel, the next when it has returned.
 *
 * @param size bytes of the message
 * @param bulkSize of the messages that stream on another channel beside it; 0 for none
 */
public record PingPong(int size, int bulkSize) implements Workload {

    @Override
    public List<Figure> headlines() {
        return List.of(Figure.P50, Figure.P99, Figure.P999);
    }

    @Override
    public int channels() {
        return bulkSize == 0 ? 1 : 2;
    }
}
