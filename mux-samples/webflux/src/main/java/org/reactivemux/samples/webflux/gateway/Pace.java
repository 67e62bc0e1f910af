package org.reactivemux.samples.webflux.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How fast a reader takes what comes.
 *
 * @param perSecond so many a second; 0 is none at all, and null as fast as they come
 */
record Pace(@Nullable Integer perSecond) {
    /** A thousand a second is the most that timers can tell apart. */
    static final int FASTEST = 1_000;

    /** As fast as they come. */
    static final Pace FULL = new Pace(null);

    /** Holds something back for as long as this pace has between two. */
    <T> Mono<T> hold(T value) {
        if (perSecond == null) {
            return Mono.just(value);
        }
        return perSecond == 0
                ? Mono.never()
                : Mono.delay(Duration.ofSeconds(1).dividedBy(perSecond)).thenReturn(value);
    }
}
