package org.reactivemux.samples.webflux.gateway;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A browser that follows an instrument, at a pace that can be changed while it does. */
final class Reader {
    /** How many trades are under way to a reader: enough for a full socket, and few for one that is slow. */
    static final int UNDER_WAY = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String id;
    private final String symbol;
    private final Sinks.Many<Pace> paces = Sinks.many().replay().latestOrDefault(Pace.FULL);
    private volatile Pace pace = Pace.FULL;

    Reader(String id, String symbol) {
        this.id = id;
        this.symbol = symbol;
    }

    String id() {
        return id;
    }

    String symbol() {
        return symbol;
    }

    Pace pace() {
        return pace;
    }

    /** Changes the pace, from what is held back at this moment on. */
    void pace(Pace changed) {
        pace = changed;
        paces.emitNext(changed, Sinks.EmitFailureHandler.busyLooping(PATIENCE));
    }

    /** Lets values through at the reader's pace, and asks for as many as that. */
    <T> Flux<T> paced(Flux<T> values) {
        return values.concatMap(this::hold, UNDER_WAY);
    }

    private <T> Mono<T> hold(T value) {
        return paces.asFlux().switchMap(current -> current.hold(value)).next();
    }
}
