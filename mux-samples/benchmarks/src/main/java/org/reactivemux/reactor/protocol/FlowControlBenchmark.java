package org.reactivemux.reactor.protocol;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The accounts of window and credit, each for one message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlowControlBenchmark {
    private static final int WINDOW = 262_144;
    private static final int DEMAND = 256;

    private int size = 64;
    private final Allowance allowance = new Allowance(WINDOW, DEMAND);
    private final WindowGrant window = new WindowGrant(WINDOW);
    private final CreditGrant credit = new CreditGrant(0);
    private final Appetite appetite = new Appetite();

    @Setup
    public void request() {
        credit.request(DEMAND, DEMAND);
        credit.take();
    }

    /** The writer's side: a message goes and is paid back. */
    @Benchmark
    public int allowance() {
        allowance.useMessage();
        allowance.use(size);
        allowance.grantBytes(size);
        allowance.grantMessages(1);
        return allowance.window();
    }

    /** The reader's bytes: received, consumed, and granted again when that is due. */
    @Benchmark
    public int window() {
        window.receive(size);
        window.consume(size);
        return window.isDue() ? window.take() : 0;
    }

    /** The reader's messages: received, requested, and granted again when that is due. */
    @Benchmark
    public int credit() {
        credit.receive();
        credit.request(1, DEMAND);
        return credit.isDue() ? credit.take() : 0;
    }

    /** What a writer is asked for: a message has come, and maybe more are wanted. */
    @Benchmark
    public int appetite() {
        appetite.got(size);
        return appetite.more(WINDOW, 0, 0, Integer.MAX_VALUE, true);
    }
}
