package org.reactivemux.samples.benchmarks.run;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.reactivemux.samples.benchmarks.contender.Client;
import org.reactivemux.samples.benchmarks.workload.Figure;
import org.reactivemux.samples.benchmarks.workload.Figures;
import org.reactivemux.samples.benchmarks.workload.Idle;
import org.reactivemux.samples.benchmarks.workload.PingPong;
import org.reactivemux.samples.benchmarks.workload.Requests;
import org.reactivemux.samples.benchmarks.workload.Streams;
import org.reactivemux.samples.benchmarks.workload.Weights;
import org.reactivemux.samples.benchmarks.workload.Workload;
import reactor.core.publisher.Mono;

/** One round, in the client's process. */
final class Round {
    /** The channels whose opening is timed together. */
    static final int BLOCK = 100_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double NANOS_IN_SECOND = 1e9;
    private static final double NANOS_IN_MICRO = 1e3;
    private static final double PERCENT = 100;
    private static final int SHORTEST_RACE = 50;

    private final Client client;

    Round(Client client) {
        this.client = client;
    }

    /**
     * Plays it to its end.
     *
     * @param amount of messages, answers or turns; of channels if they are to be idle; of milliseconds if they compete
     */
    Figures of(Workload workload, int amount) {
        if (workload instanceof Idle) {
            return open(amount);
        }
        if (workload instanceof Streams streams) {
            return counted(client.stream(streams, streams.share(amount)), streams.messages(amount));
        }
        if (workload instanceof Requests requests) {
            return counted(client.request(requests, amount), amount);
        }
        if (workload instanceof Weights weights) {
            return compete(weights, Duration.ofMillis(Math.max(SHORTEST_RACE, amount)));
        }
        return pingPong((PingPong) workload, amount);
    }

    private Figures compete(Weights load, Duration time) {
        long[] messages = await(client.compete(load, time));
        if (LongStream.of(messages).sum() == 0) {
            throw new IllegalStateException("no message has come in " + time);
        }
        return Figures.of(Figure.DEVIATION, PERCENT * load.deviation(messages));
    }

    private static Figures counted(Mono<Long> round, int expected) {
        long allocated = Memory.allocated();
        long start = System.nanoTime();
        long counted = await(round);
        double rate = rate(expected, start);
        if (counted != expected) {
            throw new IllegalStateException("%d of %d messages have come".formatted(counted, expected));
        }
        return Figures.of(Figure.RATE, rate)
                .with(Figure.ALLOCATED_CLIENT, (double) (Memory.allocated() - allocated) / expected);
    }

    private Figures pingPong(PingPong load, int turns) {
        long start = System.nanoTime();
        Histogram nanos = await(client.pingPong(load, turns));
        return Figures.of(Figure.RATE, rate(turns, start))
                .with(Figure.P50, micros(nanos, 50))
                .with(Figure.P99, micros(nanos, 99))
                .with(Figure.P999, micros(nanos, 99.9));
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_IN_MICRO;
    }

    /** The first and the last block are told apart if there is more than one. */
    private Figures open(int channels) {
        long start = System.nanoTime();
        double first = openBlock(Math.min(BLOCK, channels));
        double last = first;
        for (int open = BLOCK; open < channels; open += BLOCK) {
            last = openBlock(Math.min(BLOCK, channels - open));
        }
        Figures all = Figures.of(Figure.OPEN_RATE, rate(channels, start));
        return channels <= BLOCK ? all : all.with(Figure.OPEN_RATE_FIRST, first).with(Figure.OPEN_RATE_LAST, last);
    }

    private double openBlock(int channels) {
        long start = System.nanoTime();
        client.open(channels).block(PATIENCE);
        return rate(channels, start);
    }

    private static double rate(long amount, long startNanos) {
        return amount * NANOS_IN_SECOND / (System.nanoTime() - startNanos);
    }

    private static <T> T await(Mono<T> round) {
        return Objects.requireNonNull(round.block(PATIENCE), "the round ended without a result");
    }
}
