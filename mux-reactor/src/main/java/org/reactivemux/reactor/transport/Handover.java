package org.reactivemux.reactor.transport;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Tells a cancel of one who waits no longer from that of one who has just got the value: whoever wants no more than one cancels
 * as soon as it has come, on the very thread that brings it, and before it is told that there is no other.
 */
public final class Handover {
    private volatile @Nullable Thread delivering;

    private Handover() {}

    /**
     * Undoes what was done for a value that nobody waits for any more.
     *
     * @param <T> of the value
     * @param cancelled undoes it, once at most, after the cancel
     * @return what a pipeline is transformed with, for one subscription
     */
    public static <T> Function<Mono<T>, Mono<T>> orElse(Runnable cancelled) {
        Handover handover = new Handover();
        return pipeline -> pipeline.doOnNext(value -> handover.delivering = Thread.currentThread())
                .doFinally(end -> {
                    if (end == SignalType.CANCEL && handover.delivering != Thread.currentThread()) {
                        cancelled.run();
                    }
                });
    }
}
