package org.reactivemux.samples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A peer that keeps up, and one that does not. */
class PricesTest {
    private static final int EVENTS = 5_000;

    private final Sinks.Many<ByteBuffer> source = Sinks.many().multicast().directBestEffort();
    private final List<String> quick = new ArrayList<>();

    @Test
    void aSlowPeerHearsOfTheNewestPrice() {
        MuxHandler prices = Prices.prices(source.asFlux());
        listen(prices).map(Text::decode).subscribe(quick::add);

        StepVerifier.create(listen(prices).map(Text::decode), 1)
                .then(this::emit)
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(price -> !price.equals("event " + EVENTS))
                .expectNext("event " + EVENTS)
                .thenCancel()
                .verify();

        assertThat(quick).hasSize(EVENTS);
    }

    @Test
    void aSlowPeerIsToldThatItDoesNotHearOfAllTrades() {
        MuxHandler trades = Prices.trades(source.asFlux());
        listen(trades).map(Text::decode).subscribe(quick::add);

        StepVerifier.create(listen(trades), 1)
                .then(this::emit)
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(trade -> true)
                .verifyErrorSatisfies(
                        failure -> assertThat(((MuxException) failure).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));

        assertThat(quick).hasSize(EVENTS);
    }

    private static Flux<ByteBuffer> listen(MuxHandler handler) {
        return MuxPair.create(MuxPair.end().handle("events", handler)).client().exchange("events", Mono.empty());
    }

    private void emit() {
        for (int event = 1; event <= EVENTS; event++) {
            source.tryEmitNext(Text.encode("event " + event)).orThrow();
        }
    }
}
