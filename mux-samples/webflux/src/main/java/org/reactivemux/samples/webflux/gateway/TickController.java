package org.reactivemux.samples.webflux.gateway;

import org.reactivemux.MuxException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
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
    Flux<ServerSentEvent<Object>> ticks(@PathVariable String symbol) {
        // Asked first, so that an unknown symbol or an absent worker is a status and not a stream.
        return worker.quote(symbol)
                .flatMapMany(listed -> Flux.using(() -> readers.enter(symbol), this::stream, readers::leave));
    }

    private Flux<ServerSentEvent<Object>> stream(Reader reader) {
        return reader.paced(worker.ticks(reader.symbol(), reader.id()))
                .map(tick -> ServerSentEvent.<Object>builder(tick)
                        .id(Long.toString(tick.number()))
                        .build())
                .startWith(event("reader", ReaderState.of(reader)))
                .onErrorResume(MuxException.class, lost -> Mono.just(event("trouble", Problems.of(lost))));
    }

    private static ServerSentEvent<Object> event(String name, Object data) {
        return ServerSentEvent.builder(data).event(name).build();
    }
}
