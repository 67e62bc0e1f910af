package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
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
import org.openjdk.jmh.infra.Blackhole;

/** A message becomes a DATA frame in a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {
    private static final int FRAMES = 16;
    private static final int CHANNEL = 7;

    @Param({"64", "1024", "16384", "65536"})
    private int size;

    @Param
    private Memory memory = Memory.HEAP;

    private final FrameEncoder encoder = new FrameEncoder();
    private GatheringBatch batch;
    private ByteBuffer message;

    @Setup
    public void makeMessage(Blackhole kernel) {
        batch = new GatheringBatch(new DirectBatch(), kernel);
        message = memory.message(size);
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long data() {
        for (int n = 0; n < FRAMES; n++) {
            if (batch.isFull()) {
                batch.clear();
            }
            encoder.data(batch, CHANNEL, 0, message, 0, size);
        }
        return encoder.bytes();
    }
}
