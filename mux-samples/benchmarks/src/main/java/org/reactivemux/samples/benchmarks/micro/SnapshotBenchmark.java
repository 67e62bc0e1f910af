package org.reactivemux.samples.benchmarks.micro;

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
import org.reactivemux.ChannelSpec;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;

/** A look at a connection with that many channels, as any thread may take it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SnapshotBenchmark {
    @Param({"1", "100", "1000"})
    private int channels;

    private MuxConnection connection;

    @Setup
    public void open() {
        connection = MuxPair.create(MuxPair.end()
                        .handle("idle", channel -> channel.receive().then()))
                .client();
        Flux.range(0, channels)
                .concatMap(n -> connection.open(ChannelSpec.named("idle")))
                .blockLast();
        if (taken().channels().size() != channels) {
            throw new IllegalStateException("not all channels are open");
        }
    }

    @TearDown
    public void part() {
        connection.dispose();
    }

    @Benchmark
    public ConnectionSnapshot taken() {
        return connection.snapshot();
    }
}
