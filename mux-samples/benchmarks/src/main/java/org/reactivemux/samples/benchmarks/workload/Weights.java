package org.reactivemux.samples.benchmarks.workload;

import java.util.List;
import java.util.stream.LongStream;
import org.reactivemux.samples.benchmarks.workload.Streams.Direction;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;

/**
 * Channels of several weights that stream at the same time, each as much as it may.
 *
 * @param direction who sends
 * @param size bytes of each message
 * @param weights one for each channel
 * @param publishing which thread the messages come from
 */
public record Weights(Direction direction, int size, List<Integer> weights, Publishing publishing) implements Workload {

    @Override
    public int channels() {
        return weights.size();
    }

    @Override
    public List<Figure> headlines() {
        return List.of(Figure.DEVIATION);
    }

    /**
     * How far the shares are from the weights.
     *
     * @param messages of each channel, in the same time
     * @return the largest deviation from a fair share, as a part of that share
     */
    public double deviation(long[] messages) {
        double all = LongStream.of(messages).sum();
        double sum = weights.stream().mapToInt(Integer::intValue).sum();
        double largest = 0;
        for (int n = 0; n < messages.length; n++) {
            double fair = all * weights.get(n) / sum;
            largest = Math.max(largest, Math.abs(messages[n] - fair) / fair);
        }
        return largest;
    }
}
