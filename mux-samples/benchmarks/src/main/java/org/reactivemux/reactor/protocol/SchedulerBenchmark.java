package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A message's way from its channel's queue into a batch, with that many channels that all have some: O(1) for each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SchedulerBenchmark {
    private static final int MESSAGES = 10_000;
    private static final int SIZE = 64;

    @Param({"1", "100", "10000"})
    private int channels;

    private final FrameEncoder encoder = new FrameEncoder();
    private final DirectBatch batch = new DirectBatch();
    private final ByteBuffer message = ByteBuffer.allocateDirect(SIZE);
    private List<Channel> active;
    private Scheduler scheduler;

    /** A turn is a frame, so that the channel changes with each. */
    @Setup
    public void open() {
        active = new EndlessPeer().channels(channels);
        scheduler = new Scheduler(FrameFormat.HEADER + SIZE);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long message() {
        int each = MESSAGES / channels;
        for (int n = 0; n < each; n++) {
            for (Channel channel : active) {
                channel.outbound().offer(message);
                scheduler.activate(channel);
            }
        }
        while (!scheduler.isIdle()) {
            batch.clear();
            scheduler.write(encoder, batch, 1);
        }
        for (Channel channel : active) {
            channel.outbound().grant(each * SIZE, 0);
        }
        return encoder.frames();
    }
}
