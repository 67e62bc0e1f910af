package org.reactivemux.samples.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A hundred channels of verified echo, for a while. */
final class DemoRound {
    static final int CHANNELS = 100;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofMillis(200);

    private final List<VerifiedEcho> echoes;
    private final long started = System.nanoTime();
    private volatile long lastEnd = started;
    private volatile boolean enough;

    /** Rounds of one seed send the same messages. */
    DemoRound(long seed) {
        echoes = IntStream.rangeClosed(1, CHANNELS)
                .mapToObj(number -> new VerifiedEcho(number, seed * CHANNELS + number, LONGEST_SILENCE))
                .toList();
    }

    /** Plays the round; blocks until it is over, and ticks five times a second until then. */
    Result play(MuxConnection connection, Duration length, Consumer<DemoRound> tick) {
        Mono<Void> all = Flux.fromIterable(echoes)
                .flatMap(echo -> echo.over(connection, () -> enough), CHANNELS)
                .then()
                .doOnTerminate(() -> lastEnd = System.nanoTime());
        Mono<Void> time = Mono.delay(length).doOnNext(over -> enough = true).then();
        Flux.interval(TICK, Schedulers.boundedElastic())
                .doOnNext(number -> {
                    echoes.forEach(VerifiedEcho::giveUpIfStalled);
                    tick.accept(this);
                })
                .takeUntilOther(Mono.when(all, time))
                .blockLast();
        return new Result(messages(), bytes(), bytes() * 1e9 / (lastEnd - started), longestWait(), complaints());
    }

    long messages() {
        return echoes.stream().mapToLong(VerifiedEcho::messages).sum();
    }

    long bytes() {
        return echoes.stream().mapToLong(VerifiedEcho::bytes).sum();
    }

    /** So far, in bytes per second. */
    double throughput() {
        return bytes() * 1e9 / (System.nanoTime() - started);
    }

    private long longestWait() {
        return echoes.stream().mapToLong(VerifiedEcho::longestWait).max().orElse(0);
    }

    private List<String> complaints() {
        return echoes.stream()
                .map(VerifiedEcho::complaint)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * What came of a round.
     *
     * @param messages replies that were right
     * @param bytes their bytes
     * @param throughput bytes per second
     * @param longestWait the longest that any channel waited between two replies, in nanoseconds
     * @param complaints what was wrong, one for each channel concerned
     */
    record Result(long messages, long bytes, double throughput, long longestWait, List<String> complaints) {}
}
