package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The ways to a frame's checksum, which is that of its first 12 bytes and of its payload behind the 16th. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChecksumBenchmark {
    private static final int CHANNEL = 7;
    private static final int CHECKED_HEADER = 12;

    @Param({"12", "64", "1024", "16384", "65536"})
    private int size;

    private final CRC32 crc = new CRC32();
    private final FrameChecksum checksum = new FrameChecksum();
    private ByteBuffer frame;
    private int end;
    private long first;

    @Setup
    public void makeFrame() {
        end = FrameFormat.HEADER + size;
        DirectBatch batch = new DirectBatch();
        new FrameEncoder().data(batch, CHANNEL, 0, ByteBuffer.allocate(size), 0, size);
        frame = batch.written();
        first = frame.getLong(0);
    }

    /** As it is defined. */
    @Benchmark
    public int twoPasses() {
        crc.reset();
        pass(0, CHECKED_HEADER);
        pass(FrameFormat.HEADER, end);
        return (int) crc.getValue();
    }

    /** Another checksum, for comparison: what the payload alone takes. */
    @Benchmark
    public int payloadAlone() {
        crc.reset();
        pass(FrameFormat.HEADER, end);
        return (int) crc.getValue();
    }

    @Benchmark
    public int payloadAndLookedUpHeader() {
        return checksum.of(first, frame.limit(end).position(FrameFormat.HEADER));
    }

    private void pass(int from, int to) {
        crc.update(frame.limit(to).position(from));
    }
}
