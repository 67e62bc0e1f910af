package org.reactivemux.samples.webflux.worker;

import java.util.function.Function;
import org.reactivemux.samples.webflux.market.Quote;
import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.reactivemux.samples.webflux.market.Tick;
import org.reactivemux.samples.webflux.wire.HistoryQuestion;
import org.reactivemux.samples.webflux.wire.Names;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers questions about the market, each on a channel of its own. */
@Controller
final class MarketController {
    private final SimulatedMarket market;

    MarketController(SimulatedMarket market) {
        this.market = market;
    }

    @MessageMapping(Names.QUOTES)
    Flux<Quote> quotes() {
        return market.quotes().flatMapIterable(Function.identity());
    }

    @MessageMapping(Names.QUOTE)
    Mono<Quote> quote(@Payload String symbol) {
        return market.quote(symbol);
    }

    @MessageMapping(Names.HISTORY)
    Flux<Tick> history(@Payload HistoryQuestion question) {
        return market.history(question.symbol(), question.trades()).flatMapIterable(Function.identity());
    }
}
