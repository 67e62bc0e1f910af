package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.spring.Quote;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Controller
class Quotes {
    @MessageMapping("quotes.{symbol}")
    Flux<Quote> quotes(@DestinationVariable String symbol, int count) {
        return Flux.range(1, count).map(price -> new Quote(symbol, price));
    }

    @MessageMapping("sum")
    Mono<Integer> sum(Flux<Integer> numbers) {
        return numbers.reduce(0, Integer::sum);
    }
}
