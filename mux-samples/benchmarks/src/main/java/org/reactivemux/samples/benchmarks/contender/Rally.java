package org.reactivemux.samples.benchmarks.contender;

import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * A message that goes there and back: the outbound of an exchange, sent again each time it returns.
 *
 * @param <T> the message as the contender wants it
 */
final class Rally<T> {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Sinks.Many<T> outbound = Sinks.many().unicast().onBackpressureBuffer();
    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
    private long turnsLeft;
    private long sentAt;

    Rally(int turns) {
        turnsLeft = turns;
    }

    /** What the client sends; ends after the last turn. */
    Flux<T> outbound() {
        return outbound.asFlux();
    }

    void serve(T message) {
        sentAt = System.nanoTime();
        outbound.emitNext(message, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** The message is back, and goes again unless that was the last turn. */
    void returned(T next) {
        nanos.recordValue(System.nanoTime() - sentAt);
        if (--turnsLeft > 0) {
            serve(next);
        } else {
            outbound.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    Histogram nanos() {
        return nanos;
    }
}
