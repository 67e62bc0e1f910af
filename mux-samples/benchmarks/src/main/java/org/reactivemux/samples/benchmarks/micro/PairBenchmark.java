package org.reactivemux.samples.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;

/** A message's whole way through the public API, between two ends in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PairBenchmark {
    private static final int MESSAGES = 10_000;

    @Param({"64", "1024", "65536"})
    private int size;

    private MuxPair pair;
    private ByteBuffer message;
    private Flux<ByteBuffer> stream;

    @Setup
    public void join() {
        message = ByteBuffer.allocateDirect(size);
        stream = Flux.<ByteBuffer>generate(sink -> sink.next(message)).take(MESSAGES);
        pair = MuxPair.create(MuxPair.end()
                .handle("echo", channel -> channel.send(channel.receive()))
                .handle("source", channel -> channel.send(stream)));
    }

    @TearDown
    public void part() {
        pair.client().dispose();
    }

    /** One of a stream of many, the opening of its channel shared among them. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public @Nullable ByteBuffer streamed() {
        return pair.client().exchange("source", Flux.empty()).blockLast();
    }

    /** A channel of its own, a message there and one back. */
    @Benchmark
    public @Nullable ByteBuffer request() {
        return pair.client().request("echo", message).block();
    }
}
