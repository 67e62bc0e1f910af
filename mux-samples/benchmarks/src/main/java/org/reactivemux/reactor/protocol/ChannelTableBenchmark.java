package org.reactivemux.reactor.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The channel of a frame, by its id, among that many; they are asked for in no order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChannelTableBenchmark {
    private static final long SEED = 4;

    @Param({"1", "100", "10000", "100000"})
    private int channels;

    private final ChannelTable table = new ChannelTable();
    private Channel[] order;
    private int next;

    @Setup
    public void open() {
        List<Channel> all = new EndlessPeer().channels(channels);
        Collections.shuffle(all, new Random(SEED));
        all.forEach(table::add);
        order = all.toArray(Channel[]::new);
    }

    private Channel next() {
        next = next + 1 == order.length ? 0 : next + 1;
        return order[next];
    }

    @Benchmark
    public @Nullable Channel get() {
        return table.get(next().id());
    }

    @Benchmark
    public int removeAndAdd() {
        Channel channel = next();
        table.remove(channel);
        table.add(channel);
        return table.size();
    }
}
