package org.reactivemux.reactor.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All that annotated methods may do here; of this project it knows the requester, one exception and one header. */
@Controller
class QuotesController {
    static final ErrorCode UNKNOWN_INSTRUMENT = ErrorCode.application(0x1001);

    final List<Quote> kept = new CopyOnWriteArrayList<>();

    /** Request and stream. */
    @MessageMapping("quotes.{symbol}")
    Flux<Quote> quotes(@DestinationVariable String symbol, int count) {
        return Flux.range(1, count).map(price -> new Quote(symbol, price));
    }

    /** Request and response. */
    @MessageMapping("quote")
    Mono<Quote> quote(String symbol) {
        return symbol.isBlank() ? Mono.error(new IllegalStateException("blank")) : Mono.just(new Quote(symbol, 7));
    }

    /** Without a publisher at all. */
    @MessageMapping("plain")
    Quote plain(@Payload Quote quote) {
        return new Quote(quote.symbol(), quote.price() + 1);
    }

    /** Channel: streams in both directions. */
    @MessageMapping("doubled")
    Flux<Quote> doubled(Flux<Quote> quotes) {
        return quotes.map(quote -> new Quote(quote.symbol(), 2 * quote.price()));
    }

    /** A stream with one answer, which RSocket does not have. */
    @MessageMapping("dearest")
    Mono<Quote> dearest(Flux<Quote> quotes) {
        return quotes.reduce((a, b) -> a.price() > b.price() ? a : b);
    }

    /** Fire and forget. */
    @MessageMapping("keep")
    Mono<Void> keep(Mono<Quote> quote) {
        return quote.doOnNext(kept::add).then();
    }

    @MessageMapping("keep.now")
    void keepNow(Quote quote) {
        kept.add(quote);
    }

    @MessageMapping("tenant")
    String tenant(@Header String tenant, @Header(name = "depth", defaultValue = "1") int depth) {
        return tenant + depth;
    }

    @MessageMapping("metadata")
    int metadata(@Header(MuxMessageHandler.CHANNEL_HEADER) MuxChannel channel) {
        return channel.metadata().size();
    }

    /** Asks the one who asks. */
    @MessageMapping("back")
    Mono<String> back(MuxRequester requester, String question) {
        return requester.route("client").data(question).retrieveMono(String.class);
    }

    @MessageMapping("unknown")
    Mono<Quote> unknown() {
        return Mono.error(new IllegalArgumentException("no such instrument"));
    }

    /** An error behind the first answer is past all exception handlers. */
    @MessageMapping("late")
    Flux<Quote> late() {
        return Flux.just(new Quote("A", 1)).concatWith(Mono.error(new ChannelException(UNKNOWN_INSTRUMENT, "late")));
    }

    @MessageMapping("answered")
    Mono<Quote> answered() {
        return Mono.error(new UnsupportedOperationException());
    }

    @MessageExceptionHandler
    Mono<Quote> handle(IllegalArgumentException failure) {
        return Mono.error(new ChannelException(UNKNOWN_INSTRUMENT, String.valueOf(failure.getMessage())));
    }

    @MessageExceptionHandler(UnsupportedOperationException.class)
    Quote instead() {
        return new Quote("INSTEAD", 0);
    }
}
