package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Everything may be done from any thread, and nothing is lost, doubled or put out of order by it. */
@EachCarrier
class PublisherThreadsTest {
    private static final int COUNT = 2_000;

    /** Each fails at once but keeps its channel until that is answered (C-18), so all of them must fit. */
    private static final int FAILURES = 1_000;

    private static final long SEED = 42;

    @AutoClose
    private final Sockets sockets;

    private final MuxConnection mux;

    PublisherThreadsTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        this.mux = sockets.connectTo(server -> server.handle(
                        "elsewhere", channel -> channel.send(channel.receive().publishOn(Schedulers.parallel(), 16)))
                .handle("listen", channel -> channel.receive().then()));
    }

    static Stream<Named<Supplier<Flux<ByteBuffer>>>> publishers() {
        return Stream.of(
                Named.of("subscribed on a parallel thread", () -> numbers().subscribeOn(Schedulers.parallel())),
                Named.of("subscribed on an elastic thread", () -> numbers().subscribeOn(Schedulers.boundedElastic())),
                Named.of("published on a parallel thread", () -> numbers().publishOn(Schedulers.parallel())),
                Named.of(
                        "published on one thread after the other",
                        () -> numbers().publishOn(Schedulers.parallel(), 8).publishOn(Schedulers.boundedElastic(), 8)),
                Named.of(
                        "each part on a thread of its own",
                        () -> numbers().window(10).concatMap(part -> part.publishOn(Schedulers.parallel()))),
                Named.of(
                        "here and there by turns",
                        () -> numbers()
                                .window(7)
                                .index()
                                .concatMap(part -> part.getT1() % 2 == 0
                                        ? part.getT2()
                                        : part.getT2().publishOn(Schedulers.boundedElastic()))));
    }

    private static Flux<ByteBuffer> numbers() {
        return Numbered.messages("message", COUNT);
    }

    @ParameterizedTest
    @MethodSource("publishers")
    void aPublisherMayEmitOnAnyThread(Supplier<Flux<ByteBuffer>> publisher) {
        StepVerifier.create(mux.exchange(ECHO, publisher.get()).map(Messages::text))
                .expectNextSequence(Numbered.texts("message", COUNT))
                .verifyComplete();
    }

    @Test
    void aHandlerMayReadAndSendOnAnyThread() {
        StepVerifier.create(mux.exchange("elsewhere", numbers()).map(Messages::text))
                .expectNextSequence(Numbered.texts("message", COUNT))
                .verifyComplete();
    }

    @Test
    void aSubscriberMayRequestOnAnyThread() {
        StepVerifier.create(mux.exchange(ECHO, numbers())
                        .publishOn(Schedulers.parallel(), 3)
                        .map(Messages::text))
                .expectNextSequence(Numbered.texts("message", COUNT))
                .verifyComplete();
    }

    @Test
    void manyThreadsMayExchangeAtTheSameTime() {
        StepVerifier.create(Flux.range(0, 64)
                        .parallel(8)
                        .runOn(Schedulers.boundedElastic())
                        .flatMap(n -> mux.exchange(
                                        ECHO, Numbered.messages("of " + n, 100).publishOn(Schedulers.parallel()))
                                .map(Messages::text)
                                .collectList()
                                .map(Numbered.texts("of " + n, 100)::equals))
                        .sequential())
                .expectNextSequence(Collections.nCopies(64, true))
                .verifyComplete();
    }

    @Test
    void manyThreadsMayOpenAtTheSameTime() {
        StepVerifier.create(Flux.range(0, 100)
                        .parallel(8)
                        .runOn(Schedulers.boundedElastic())
                        .flatMap(n -> mux.open(named(ECHO)))
                        .sequential()
                        .distinct()
                        .count())
                .expectNext(100L)
                .verifyComplete();
    }

    /** Error and last message may be handed over in one go; the error is reported once, and nothing is dropped. */
    @Test
    void aPublisherThatFailsOnAnotherThreadIsReportedOnce() {
        Flux<ByteBuffer> failing = Flux.concat(
                        Mono.just(utf8("last")), Mono.<ByteBuffer>error(new IllegalStateException("failed")))
                .publishOn(Schedulers.parallel());
        StepVerifier.create(Flux.range(0, FAILURES)
                        .flatMap(
                                i -> mux.exchange("listen", failing)
                                        .onErrorResume(error -> Mono.just(utf8("" + error))),
                                32)
                        .filter(error -> error.equals(utf8("java.lang.IllegalStateException: failed")))
                        .count())
                .expectNext((long) FAILURES)
                .verifyComplete();
    }

    @Test
    void aCancelFromAnyThreadAtAnyTimeLeavesNothingBehind() {
        Random random = new Random(SEED);
        Flux<ByteBuffer> endless = Flux.<ByteBuffer>generate(sink -> sink.next(ByteBuffer.allocate(1_000)))
                .subscribeOn(Schedulers.boundedElastic());
        StepVerifier.create(Flux.range(0, 300)
                        .flatMap(
                                i -> mux.exchange(ECHO, endless)
                                        .publishOn(Schedulers.parallel(), 1 + random.nextInt(20))
                                        .take(1 + random.nextInt(20))
                                        .then(),
                                16))
                .verifyComplete();
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        assertThatSoon(mux::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel here");
        assertThatSoon(otherEnd::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel there");
    }

    @Test
    void aCancelThatRacesWithTheEndLeavesNothingBehind() {
        StepVerifier.create(Flux.range(0, 500)
                        .flatMap(
                                i -> mux.exchange(ECHO, Numbered.messages("short", 3))
                                        .then()
                                        .timeout(Duration.ofNanos(i * 1_000L), Mono.empty()),
                                16))
                .verifyComplete();
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        assertThatSoon(mux::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel here");
        assertThatSoon(otherEnd::snapshot, snapshot -> snapshot.channels().isEmpty(), "no channel there");
        assertThat(mux.request(ECHO, utf8("alive")).block(PATIENCE)).isEqualTo(utf8("alive"));
    }
}
