package org.reactivemux.samples.webflux.gateway;

import java.time.Duration;
import java.util.List;
import org.reactivemux.reactor.spring.MuxRequester;
import org.reactivemux.samples.webflux.market.Quote;
import org.reactivemux.samples.webflux.market.Tick;
import org.reactivemux.samples.webflux.wire.Figures;
import org.reactivemux.samples.webflux.wire.HistoryQuestion;
import org.reactivemux.samples.webflux.wire.Names;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The worker, as the gateway sees it. One connection carries everything; it is made when it is first needed, and again after
 * it was lost. While there is no worker everything fails at once, and a question that is not answered in time is taken back.
 */
@Component
final class Worker {
    private final MuxRequester requester;
    private final Duration patience;

    Worker(MuxRequester requester, @Value("${gateway.patience}") Duration patience) {
        this.requester = requester;
        this.patience = patience;
    }

    Mono<List<Quote>> quotes() {
        return requester
                .route(Names.QUOTES)
                .retrieveFlux(Quote.class)
                .collectList()
                .timeout(patience);
    }

    Mono<Quote> quote(String symbol) {
        return requester
                .route(Names.QUOTE)
                .data(symbol)
                .retrieveMono(Quote.class)
                .timeout(patience);
    }

    Mono<List<Tick>> history(String symbol, int trades) {
        return requester
                .route(Names.HISTORY)
                .data(new HistoryQuestion(symbol, trades))
                .retrieveFlux(Tick.class)
                .collectList()
                .timeout(patience);
    }

    /** Every trade from now on, on a channel of its own: the worker makes them as they are requested here. */
    Flux<Tick> ticks(String symbol, String reader) {
        return requester
                .route(Names.TICKS)
                .metadata(Names.SYMBOL, symbol)
                .metadata(Names.READER, reader)
                .retrieveFlux(Tick.class);
    }

    /** What the worker sees of its side. */
    Mono<Figures> figures() {
        return requester.route(Names.FIGURES).retrieveMono(Figures.class).timeout(patience);
    }
}
