package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Demand crosses the socket: W-11, a publisher is asked for the larger of the prefetch and what was requested. */
@EachCarrier
class DemandTest {
    @AutoClose
    private final Sockets sockets;

    /** Messages that the server's publisher was made to produce. */
    private final AtomicInteger produced = new AtomicInteger();

    DemandTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private MuxConnection connectToProducer() {
        return sockets.connectTo(server -> server.handle(
                "produce",
                channel -> channel.send(
                        Numbered.messages("message", 1_000_000).doOnNext(message -> produced.incrementAndGet()))));
    }

    private void verifyProduced(MuxConnection mux, int expected) {
        Sockets.roundTrip(mux);
        assertThat(produced).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 100})
    void theChannelsPrefetchIsProducedBeforeAnyRequest(int prefetch) {
        MuxConnection mux = connectToProducer();
        ChannelSpec spec = named("produce").prefetch(prefetch);
        StepVerifier.create(mux.exchange(spec, Flux.empty()), 0)
                .then(() -> verifyProduced(mux, prefetch))
                .thenCancel()
                .verify();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void theConnectionsPrefetchIsProducedBeforeAnyRequest(int prefetch) {
        connectToProducer();
        MuxConnection mux = sockets.connect(
                sockets.client().options(MuxOptions.builder().prefetch(prefetch).build()));
        StepVerifier.create(mux.exchange("produce", Flux.empty()), 0)
                .then(() -> verifyProduced(mux, prefetch))
                .thenCancel()
                .verify();
    }

    @Test
    void oneMessageIsPrefetchedByDefault() {
        MuxConnection mux = connectToProducer();
        StepVerifier.create(mux.exchange("produce", Flux.empty()), 0)
                .then(() -> verifyProduced(mux, 1))
                .thenCancel()
                .verify();
    }

    @Test
    void withPrefetchZeroExactlyWhatWasRequestedIsProduced() {
        MuxConnection mux = connectToProducer();
        StepVerifier.create(mux.exchange(named("produce").prefetch(0), Flux.empty()), 0)
                .thenRequest(3)
                .expectNextCount(3)
                .then(() -> verifyProduced(mux, 3))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> verifyProduced(mux, 4))
                .thenRequest(500)
                .expectNextCount(500)
                .then(() -> verifyProduced(mux, 504))
                .thenCancel()
                .verify();
    }

    @Test
    void fromTheFirstRequestOnThePrefetchOfOneAddsNothing() {
        MuxConnection mux = connectToProducer();
        StepVerifier.create(mux.exchange("produce", Flux.empty()), 0)
                .thenRequest(3)
                .expectNextCount(3)
                .then(() -> verifyProduced(mux, 3))
                .thenRequest(2)
                .expectNextCount(2)
                .then(() -> verifyProduced(mux, 5))
                .thenCancel()
                .verify();
    }

    @Test
    void theServersPrefetchHoldsTheClientsPublisher() {
        AtomicLong requested = new AtomicLong();
        MuxConnection mux = sockets.connectTo(server ->
                server.options(MuxOptions.builder().prefetch(4).build()).handle("ignore", channel -> Mono.never()));
        StepVerifier.create(
                        mux.exchange("ignore", Numbered.messages("unread", 100).doOnRequest(requested::addAndGet)))
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> assertThat(requested).hasValue(4))
                .thenCancel()
                .verify();
    }

    @Test
    void theServersReaderHoldsTheClientsPublisher() {
        AtomicLong requested = new AtomicLong();
        MuxConnection mux = sockets.connectTo(server ->
                server.handle("take", channel -> channel.receive().take(10).then(Mono.never())));
        StepVerifier.create(mux.exchange("take", Numbered.messages("taken", 100).doOnRequest(requested::addAndGet)))
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> assertThat(requested.get()).isBetween(1L, 10L))
                .thenCancel()
                .verify();
    }

    /** W-18: a reader bounds its memory by what it grants, whatever it requested. */
    @Test
    void theWindowHoldsAPublisherOfLargeMessagesThatNobodyTakes() {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "large",
                channel -> channel.send(Flux.range(0, 1_000)
                        .map(i -> ByteBuffer.allocate(10_000))
                        .doOnNext(message -> produced.incrementAndGet()))));
        ChannelSpec spec = named("large").prefetch(1_000);
        StepVerifier.create(mux.exchange(spec, Flux.empty()), 0)
                .then(() -> Sockets.roundTrip(mux))
                .then(() -> assertThat(produced.get())
                        .isBetween(1, 2 * MuxOptions.defaults().initialWindow() / 10_000))
                .thenRequest(1_000)
                .expectNextCount(1_000)
                .verifyComplete();
    }

    /** W-20: a reader that takes nothing on one channel delays no other. */
    @Test
    void channelsThatNobodyReadsDelayNoOther() {
        MuxConnection mux = connectToProducer();
        ChannelSpec unread = named("produce").prefetch(1_000_000);
        Flux<ByteBuffer> stuck = Flux.range(0, 20).flatMap(i -> mux.exchange(unread, Flux.empty()), 20, 1);
        StepVerifier.create(stuck, 0)
                .then(() -> StepVerifier.create(mux.exchange(ECHO, Numbered.messages("free", 10_000))
                                .map(Messages::text))
                        .expectNextSequence(Numbered.texts("free", 10_000))
                        .verifyComplete())
                .thenCancel()
                .verify();
    }

    @Test
    void aSlowReaderGetsEverythingInTheEnd() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.exchange(ECHO, Numbered.messages("message", 5_000))
                        .limitRate(3)
                        .map(Messages::text))
                .expectNextSequence(Numbered.texts("message", 5_000))
                .verifyComplete();
    }

    @Test
    void demandBeyondAllCountingIsNoLimitAtAll() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.exchange(named(ECHO).prefetch(Integer.MAX_VALUE), Mono.just(utf8("x"))), 0)
                .thenRequest(Long.MAX_VALUE - 1)
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(1)
                .verifyComplete();
    }
}
