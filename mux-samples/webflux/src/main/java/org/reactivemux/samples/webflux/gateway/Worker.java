package org.reactivemux.samples.webflux.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.samples.webflux.market.Quote;
import org.reactivemux.samples.webflux.market.Tick;
import org.reactivemux.samples.webflux.wire.Figures;
import org.reactivemux.samples.webflux.wire.HistoryQuestion;
import org.reactivemux.samples.webflux.wire.Json;
import org.reactivemux.samples.webflux.wire.Names;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/**
 * The worker, as the gateway sees it. One connection carries everything. It is made when it is first needed, and again
 * after it was lost; while there is no worker, everything fails at once.
 */
@Component
final class Worker {
    /** Far more than an answer takes, and less than a person waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Mono<MuxConnection> connection;

    Worker(@Value("${market.socket}") String socket) {
        this.connection = MuxClient.create()
                .unix(socket)
                .connect()
                .cacheInvalidateWhen(mux -> mux.onClose().onErrorComplete());
    }

    Mono<List<Quote>> quotes() {
        return ask(Names.QUOTES, "all", new TypeReference<>() {});
    }

    Mono<Quote> quote(String symbol) {
        return ask(Names.QUOTE, symbol, new TypeReference<>() {});
    }

    Mono<List<Tick>> history(String symbol, int trades) {
        return ask(Names.HISTORY, new HistoryQuestion(symbol, trades), new TypeReference<>() {});
    }

    /** Every trade from now on, on a channel of its own: the worker makes them as they are requested here. */
    Flux<Tick> ticks(String symbol, String reader) {
        ChannelSpec spec = ChannelSpec.named(Names.TICKS)
                .metadata(Names.SYMBOL, StandardCharsets.UTF_8.encode(symbol))
                .metadata(Names.READER, StandardCharsets.UTF_8.encode(reader));
        TypeReference<Tick> type = new TypeReference<>() {};
        return connection
                .flatMapMany(mux -> mux.exchange(spec, Flux.<ByteBuffer>empty()))
                .map(message -> Json.read(message, type));
    }

    /** What the worker sees of its side. */
    Mono<Figures> figures() {
        return ask(Names.FIGURES, "all", new TypeReference<>() {});
    }

    private <T> Mono<T> ask(String name, Object question, TypeReference<T> answer) {
        return connection
                .flatMap(mux -> mux.request(name, Json.write(question)))
                .map(message -> Json.read(message, answer))
                .timeout(PATIENCE);
    }
}
