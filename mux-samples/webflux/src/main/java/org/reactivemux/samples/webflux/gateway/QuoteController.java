package org.reactivemux.samples.webflux.gateway;

import java.util.List;
import org.reactivemux.samples.webflux.market.Quote;
import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.reactivemux.samples.webflux.market.Tick;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/** Questions about the market: one request, one channel, one answer. */
@RestController
@RequestMapping("/quotes")
final class QuoteController {
    private final Worker worker;

    QuoteController(Worker worker) {
        this.worker = worker;
    }

    @GetMapping
    Mono<List<Quote>> quotes() {
        return worker.quotes();
    }

    @GetMapping("/{symbol}")
    Mono<Quote> quote(@PathVariable String symbol) {
        return worker.quote(symbol);
    }

    @GetMapping("/{symbol}/history")
    Mono<List<Tick>> history(@PathVariable String symbol, @RequestParam(defaultValue = "100") int trades) {
        if (trades < 1 || trades > SimulatedMarket.LONGEST_HISTORY) {
            throw new ServerWebInputException(
                    "trades is 1 to %,d, not %,d".formatted(SimulatedMarket.LONGEST_HISTORY, trades));
        }
        return worker.history(symbol, trades);
    }
}
