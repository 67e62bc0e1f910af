package org.reactivemux.reactor.protocol;

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
import org.reactivemux.MuxOptions;

/** A message's whole way through the protocol: sent here, received there, paid back in grants. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SessionBenchmark {
    private static final int MESSAGES = 1_000;

    @Param({"64", "1024", "16384", "65536"})
    private int size;

    @Param
    private Memory memory = Memory.HEAP;

    private JoinedSessions sessions;

    @Setup
    public void join() {
        sessions = new JoinedSessions(MuxOptions.defaults(), memory.message(size));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void message() {
        sessions.carry(MESSAGES);
    }
}
