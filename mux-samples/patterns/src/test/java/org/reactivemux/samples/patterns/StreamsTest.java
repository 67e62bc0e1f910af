package org.reactivemux.samples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Readers and writers at different speeds. */
class StreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aReaderThatStoresOneByOneHoldsTheWriterBack() {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger stored = new AtomicInteger();
        MuxConnection mux = readings(channel -> channel.send(
                Flux.range(0, 1_000).map(StreamsTest::message).doOnNext(message -> written.incrementAndGet())));

        StepVerifier.create(Streams.storeOneByOne(mux, message -> {
                    assertThat(written.get() - stored.get()).isLessThanOrEqualTo(10);
                    stored.incrementAndGet();
                    return Mono.empty();
                }))
                .verifyComplete();

        assertThat(stored).hasValue(1_000);
    }

    @Test
    void whatBlocksIsDoneElsewhereAndInOrder() {
        MuxConnection mux = readings(channel -> channel.send(Flux.range(0, 100).map(StreamsTest::message)));

        StepVerifier.create(Streams.parseElsewhere(mux, Text::decode))
                .expectNextSequence(Flux.range(0, 100).map(String::valueOf).toIterable())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void messagesAreCollectedByNumberAndByTime() {
        StepVerifier.withVirtualTime(() -> Streams.inBatches(readings(channel -> channel.send(
                                Flux.range(0, 150).map(StreamsTest::message).concatWith(Flux.never()))))
                        .map(List::size))
                .expectNext(100)
                .thenAwait(Duration.ofMillis(50))
                .expectNext(50)
                .thenCancel()
                .verify();
    }

    @Test
    void aGeneratorMakesNoMoreThanIsAskedFor() {
        MuxConnection mux = MuxPair.create(MuxPair.end().handle("numbers", Streams.numbers()))
                .client();

        StepVerifier.create(mux.exchange("numbers", Mono.empty()), 3)
                .expectNextCount(3)
                .then(() -> assertThat(mux.snapshot().channels())
                        .singleElement()
                        .satisfies(channel ->
                                assertThat(channel.messagesReceived()).isEqualTo(3)))
                .thenCancel()
                .verify();
    }

    @Test
    void aSlowReaderGetsTheNewestPrice() {
        Sinks.Many<ByteBuffer> prices = Sinks.many().multicast().directBestEffort();
        MuxConnection mux = MuxPair.create(MuxPair.end().handle("prices", Streams.newest(prices.asFlux())))
                .client();

        StepVerifier.create(mux.exchange("prices", Mono.empty()).map(Text::decode), 1)
                .then(() -> prices.tryEmitNext(message(1)))
                .expectNext("1")
                .then(() -> Flux.range(2, 99).map(StreamsTest::message).subscribe(prices::tryEmitNext))
                .thenRequest(1)
                .expectNext("100")
                .thenCancel()
                .verify();
    }

    @Test
    void anUploadIsAnsweredWhenAllOfItHasCome() {
        MuxConnection mux = MuxPair.create(MuxPair.end().handle("upload", Streams.uploads()))
                .client();

        StepVerifier.create(Streams.upload(mux, Flux.range(0, 50).map(number -> ByteBuffer.allocate(1_000))))
                .expectNext(Text.encode("50000"))
                .verifyComplete();
    }

    private static MuxConnection readings(MuxHandler handler) {
        return MuxPair.create(MuxPair.end().handle("readings", handler)).client();
    }

    private static ByteBuffer message(int number) {
        return Text.encode(Integer.toString(number));
    }
}
