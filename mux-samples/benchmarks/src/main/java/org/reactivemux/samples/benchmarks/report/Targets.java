package org.reactivemux.samples.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Figure;
import org.reactivemux.samples.benchmarks.workload.Streams.Direction;

/** All that was to be reached. */
final class Targets {
    private static final int SMALL = 64;
    private static final int KIB = 1_024;
    private static final int BULK = 64 * KIB;

    /** A heap {@link java.nio.ByteBuffer} and the header of its array. */
    private static final int BYTE_BUFFER = 72;

    /** Bytes for each message that a whole batch or round may come to. */
    private static final int AMORTISED = 8;

    private static final double AS_FAST = 0.95;

    private static final List<Target> ALL = List.copyOf(list());

    private Targets() {}

    static List<Target> all() {
        return ALL;
    }

    private static List<Target> list() {
        List<Target> all = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            all.addAll(besidePeers(Catalogue.stream(direction, SMALL), 8, 8));
            all.addAll(besidePeers(Catalogue.stream(direction, KIB), 3.5, 3.5));
            all.add(Target.beside(Contenders.RAW_EPOLL, Catalogue.stream(direction, BULK), Figure.RATE, AS_FAST));
        }
        all.addAll(besidePeers("fan-in-100", 8, 5));
        all.add(Target.beside(Contenders.RSOCKET, "requests-64", Figure.RATE, 3));
        all.add(Target.beside(Contenders.RAW_EPOLL, "ping-pong", Figure.P50, 1.05));
        all.add(Target.beside(Contenders.RAW_EPOLL, "ping-pong", Figure.P99, 1.1));
        all.add(Target.beside(Contenders.RSOCKET, "ping-pong-bulk", Figure.P50, 1));
        all.add(Target.beside(Contenders.GRPC, "ping-pong-bulk", Figure.P99, 0.5));
        for (Direction direction : Direction.values()) {
            all.add(Target.alone(Catalogue.weights(direction), Figure.DEVIATION, 10));
        }
        for (String idle : List.of("idle-100k", "idle-1m")) {
            all.add(Target.alone(idle, Figure.HEAP_CLIENT, 512));
            all.add(Target.alone(idle, Figure.HEAP_SERVER, 512));
        }
        all.add(new Target(
                "idle-1m",
                "the last 100,000 channels opened beside the first",
                Bound.atLeast(AS_FAST, "× as fast"),
                comparison -> comparison.ratio(Figure.OPEN_RATE_LAST, Figure.OPEN_RATE_FIRST)));
        for (Direction direction : Direction.values()) {
            all.add(nothingButTheBuffer(direction, SMALL));
            all.add(nothingButTheBuffer(direction, KIB));
        }
        return all;
    }

    private static List<Target> besidePeers(String workload, double rsocket, double grpc) {
        return List.of(
                Target.beside(Contenders.RSOCKET, workload, Figure.RATE, rsocket),
                Target.beside(Contenders.GRPC, workload, Figure.RATE, grpc));
    }

    private static Target nothingButTheBuffer(Direction direction, int size) {
        return new Target(
                Catalogue.stream(direction, size),
                "allocated for each message, both sides together",
                Bound.atMost(size + BYTE_BUFFER + AMORTISED, "B"),
                comparison -> comparison.sum(Figure.ALLOCATED_CLIENT, Figure.ALLOCATED_SERVER));
    }
}
