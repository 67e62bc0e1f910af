package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What came compressed becomes a message again; what cannot be compressed never comes so. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InflationBenchmark {
    @Param({"TEXT", "JSON"})
    private Content content = Content.TEXT;

    @Param
    private Setting setting = Setting.DEFLATE_6;

    @Param({"1024", "65536"})
    private int size;

    private Codecs codecs = setting.codecs();
    private List<ByteBuffer> compressed = List.of();
    private int next;

    @Setup
    public void makeMessages() {
        codecs = setting.codecs();
        compressed = content.messages(size).stream()
                .map(message -> Objects.requireNonNull(codecs.compressed(setting.codec(), message)))
                .toList();
    }

    @TearDown
    public void close() {
        codecs.close();
    }

    @Benchmark
    public ByteBuffer inflate() {
        next = (next + 1) % compressed.size();
        return codecs.inflated(setting.codec(), compressed.get(next));
    }
}
