package org.reactivemux.samples.webflux.gateway;

import org.reactivemux.MuxException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Trades as server-sent events: one browser, one channel, and what the browser does not read the worker does not make. */
@RestController
final class TickController {
    private final Worker worker;
    private final Readers readers;

    TickController(Worker worker, Readers readers) {
        this.worker = worker;
        this.readers = readers;
    }

    /** First an event {@code reader} that says who the browser is here, then the trades. */
    @GetMapping(path = "/ticks/{symbol}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> ticks(@PathVariable String symbol, ServerHttpResponse response) {
        // Asked first, so that an unknown symbol or an absent worker is a status and not a stream.
        return worker.quote(symbol)
                .flatMap(listed ->
                        Event.send(Flux.using(() -> readers.enter(symbol), this::stream, readers::leave), response));
    }

    private Flux<Event> stream(Reader reader) {
        return reader.paced(worker.ticks(reader.symbol(), reader.id()))
                .map(tick -> Event.numbered(tick.number(), tick))
                .startWith(Event.named("reader", ReaderState.of(reader)))
                .onErrorResume(MuxException.class, lost -> Mono.just(Event.named("trouble", Problems.of(lost))));
    }
}
