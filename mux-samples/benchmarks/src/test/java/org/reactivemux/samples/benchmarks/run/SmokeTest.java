package org.reactivemux.samples.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.uring.IoUring;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.samples.benchmarks.Benchmarks;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Idle;
import org.reactivemux.samples.benchmarks.workload.Weights;
import org.reactivemux.samples.benchmarks.workload.Workload;

/** Every contender with every workload, in processes as they are measured in, but only a few messages. */
class SmokeTest {
    private static final Jvm JVM = Jvm.withHeap("512m", Benchmarks.class.getName());
    private static final int MESSAGES = 64;
    private static final int CHANNELS_TO_OPEN = 1_000;
    private static final int MILLISECONDS = 400;
    private static final int ROOM = 10_000;

    /** Only this project has them. */
    private static final Set<String> WEIGHTS = Set.of("weights-down", "weights-up");

    /** Bytes on a socket know neither messages nor channels. */
    private static final Set<String> CHANNELS = Set.of(
            "fan-in-100",
            "fan-in-10000",
            "fan-out-100",
            "fan-out-10000",
            "requests-1",
            "requests-64",
            "ping-pong-bulk",
            "one-at-a-time",
            "weights-down",
            "weights-up",
            "idle-100k",
            "idle-1m");

    @ParameterizedTest
    @EnumSource
    void everyContenderPlaysEveryWorkloadThatItKnows(Contenders contender) {
        assumeTrue(
                !contender.name().endsWith("IO_URING") || IoUring.isAvailable(), "this kernel does not allow io_uring");
        Set<String> unknown = new TreeSet<>();

        try (Duo duo = Duo.start(JVM, contender, ROOM)) {
            duo.connect();
            Catalogue.all().forEach(benchmark -> play(duo, benchmark, unknown));
        }

        assertThat(unknown).isEqualTo(unknownTo(contender));
    }

    private static Set<String> unknownTo(Contenders contender) {
        return switch (contender) {
            case MUX_EPOLL, MUX_IO_URING, MUX_NIO -> Set.of();
            case RSOCKET, GRPC -> WEIGHTS;
            case RAW_EPOLL, RAW_IO_URING -> CHANNELS;
        };
    }

    private static int amount(Workload workload) {
        if (workload instanceof Idle) {
            return CHANNELS_TO_OPEN;
        }
        return workload instanceof Weights ? MILLISECONDS : MESSAGES;
    }

    private static void play(Duo duo, Benchmark benchmark, Set<String> unknown) {
        try {
            assertThat(duo.round(benchmark, amount(benchmark.workload())).values())
                    .as(benchmark.title())
                    .containsKey(benchmark.workload().headlines().get(0))
                    .allSatisfy((figure, value) ->
                            assertThat(value).as(figure.title()).isNotNegative());
        } catch (UnsupportedOperationException one) {
            unknown.add(benchmark.id());
        }
    }
}
