package org.reactivemux.samples.benchmarks.contender;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One thing done many times over, so many at a time: when one has finished the next is started. */
final class InTurn {
    private final AtomicInteger unstarted;
    private final AtomicInteger unfinished;
    private final Sinks.Empty<Void> end = Sinks.empty();
    private final Runnable start;

    /**
     * @param times in all
     * @param task given who is to be told of its end, what starts it once
     */
    InTurn(int times, Function<InTurn, Runnable> task) {
        unstarted = new AtomicInteger(times);
        unfinished = new AtomicInteger(times);
        start = task.apply(this);
    }

    /** Completes when all have finished. */
    Mono<Void> begin(int atATime) {
        return Mono.defer(() -> {
            for (int started = 0; started < atATime; started++) {
                next();
            }
            return end.asMono();
        });
    }

    private void next() {
        if (unstarted.getAndDecrement() > 0) {
            start.run();
        }
    }

    /** One has finished. */
    void finished() {
        next();
        if (unfinished.decrementAndGet() == 0) {
            end.tryEmitEmpty();
        }
    }

    /** One has failed, and so have all. */
    void failed(Throwable cause) {
        end.tryEmitError(cause);
    }
}
