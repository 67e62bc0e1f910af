package org.reactivemux.samples.benchmarks.workload;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reactivemux.samples.benchmarks.workload.Streams.Direction;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;
import org.reactivemux.samples.benchmarks.workload.Streams.Reading;

/** Everything that is measured, in the order of the report. */
public final class Catalogue {
    private static final int SMALL = 64;
    private static final int KIB = 1_024;
    private static final int BULK = 64 * KIB;
    private static final int MIB = 1_024 * KIB;

    private static final List<Integer> WEIGHTS = List.of(1, 4, 16, 64, 256);

    private static final List<Benchmark> ALL = List.copyOf(list());

    private Catalogue() {}

    /** All of them. */
    public static List<Benchmark> all() {
        return ALL;
    }

    /**
     * The one with that id.
     *
     * @throws IllegalArgumentException if there is none, with the ids that there are
     */
    public static Benchmark find(String id) {
        return ALL.stream()
                .filter(benchmark -> benchmark.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no workload '%s'; there are %s"
                        .formatted(id, ALL.stream().map(Benchmark::id).collect(joining(", ")))));
    }

    /** One channel, one direction. */
    public static String stream(Direction direction, int size) {
        return "stream-%s-%d".formatted(lower(direction), size);
    }

    /** Channels of several weights, one direction. */
    public static String weights(Direction direction) {
        return "weights-" + lower(direction);
    }

    private static String lower(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private static String reader(Direction direction) {
        return switch (direction) {
            case DOWN -> "client";
            case UP -> "server";
        };
    }

    /** The sizes of messages that are streamed over one channel. */
    public static List<Integer> streamSizes() {
        return List.of(SMALL, KIB, 16 * KIB, BULK, MIB);
    }

    private static List<Benchmark> list() {
        List<Benchmark> all = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (int size : streamSizes()) {
                String title = "stream %s, to the %s".formatted(bytes(size), reader(direction));
                all.add(new Benchmark(stream(direction, size), title, Streams.single(direction, size)));
            }
        }
        for (int channels : new int[] {100, 10_000}) {
            all.add(fan("in", channels, Direction.UP));
            all.add(fan("out", channels, Direction.DOWN));
        }
        all.add(new Benchmark("requests-1", "requests 64 B, a channel each, 1 at a time", new Requests(SMALL, 1)));
        all.add(new Benchmark("requests-64", "requests 64 B, a channel each, 64 at a time", new Requests(SMALL, 64)));
        all.add(new Benchmark("ping-pong", "ping-pong 64 B", new PingPong(SMALL, 0)));
        all.add(new Benchmark("ping-pong-bulk", "ping-pong 64 B beside a 64 KiB stream", new PingPong(SMALL, BULK)));
        all.add(new Benchmark(
                "one-at-a-time",
                "stream 1 KiB to a reader that requests one at a time",
                new Streams(Direction.DOWN, KIB, 1, Reading.ONE_AT_A_TIME, Publishing.IN_PLACE)));
        all.add(new Benchmark(
                "other-thread",
                "stream 1 KiB, published on another thread",
                new Streams(Direction.UP, KIB, 1, Reading.FREELY, Publishing.OTHER_THREAD)));
        for (Direction direction : Direction.values()) {
            all.add(new Benchmark(
                    weights(direction),
                    "1 KiB over channels of weights 1 to 256, to the " + reader(direction),
                    new Weights(direction, KIB, WEIGHTS, Publishing.IN_PLACE)));
        }
        all.add(new Benchmark("idle-100k", "100,000 idle channels", new Idle(100_000)));
        all.add(new Benchmark("idle-1m", "1,000,000 idle channels", new Idle(1_000_000)));
        return all;
    }

    private static Benchmark fan(String where, int channels, Direction direction) {
        return new Benchmark(
                "fan-%s-%d".formatted(where, channels),
                String.format(Locale.ROOT, "fan-%s 1 KiB over %,d channels", where, channels),
                Streams.over(channels, direction, KIB));
    }

    /** A size for people. */
    public static String bytes(int size) {
        if (size % MIB == 0) {
            return size / MIB + " MiB";
        }
        return size % KIB == 0 ? size / KIB + " KiB" : size + " B";
    }
}
