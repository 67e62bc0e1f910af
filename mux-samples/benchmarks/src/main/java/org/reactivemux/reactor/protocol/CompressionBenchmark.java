package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;

/** A message takes the form in which it is sent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CompressionBenchmark {
    @Param
    private Content content = Content.TEXT;

    @Param
    private Setting setting = Setting.DEFLATE_6;

    @Param({"1024", "65536"})
    private int size;

    private Codecs codecs = setting.codecs();
    private List<ByteBuffer> messages = List.of();
    private int next;

    @Setup
    public void makeMessages() {
        codecs = setting.codecs();
        messages = content.messages(size);
    }

    @TearDown
    public void close() {
        codecs.close();
    }

    @Benchmark
    public @Nullable ByteBuffer compress() {
        next = (next + 1) % messages.size();
        return codecs.compressed(setting.codec(), messages.get(next));
    }
}
