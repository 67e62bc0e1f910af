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

/** What one read from a socket brings becomes messages. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodingBenchmark {
    private static final int FRAMES = 16;
    private static final int CHANNEL = 7;
    private static final int LARGEST_FRAME = 65_536;

    /** What the operating system has to give at once. */
    private static final int ONE_READ = FRAMES * (FrameFormat.HEADER + LARGEST_FRAME / 4);

    @Param({"64", "1024", "16384", "65536"})
    private int size;

    private ByteBuffer read;
    private int readsForAllFrames;
    private FrameDecoder decoder;

    @Setup
    public void fillRead(Blackhole program) {
        FrameEncoder encoder = new FrameEncoder();
        DirectBatch batch = new DirectBatch();
        int framesInOneRead = Math.min(FRAMES, ONE_READ / (FrameFormat.HEADER + size));
        for (int n = 0; n < framesInOneRead; n++) {
            encoder.data(batch, CHANNEL, 0, ByteBuffer.allocate(size), 0, size);
        }
        readsForAllFrames = FRAMES / framesInOneRead;
        read = batch.written();
        decoder = new FrameDecoder(LARGEST_FRAME, new DataOnly(program));
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long data() {
        for (int n = 0; n < readsForAllFrames; n++) {
            decoder.decode(read.rewind());
        }
        return decoder.frames();
    }
}
