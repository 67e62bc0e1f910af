package org.reactivemux.samples.webflux.worker;

import org.reactivemux.MuxHandler;
import org.reactivemux.samples.webflux.market.SimulatedMarket;
import org.reactivemux.samples.webflux.wire.HistoryQuestion;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Answers questions about the market. */
@Component
final class MarketAnswers {
    private final SimulatedMarket market;

    MarketAnswers(SimulatedMarket market) {
        this.market = market;
    }

    MuxHandler quotes() {
        return new Question<>(new TypeReference<Object>() {}, (channel, all) -> market.quotes());
    }

    MuxHandler quote() {
        return new Question<>(new TypeReference<String>() {}, (channel, symbol) -> market.quote(symbol));
    }

    MuxHandler history() {
        return new Question<>(
                new TypeReference<HistoryQuestion>() {},
                (channel, question) -> market.history(question.symbol(), question.trades()));
    }
}
