package org.reactivemux.samples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Under virtual time. */
class RequestsTest {
    private final AtomicInteger orders = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void anAnswerThatDoesNotComeIsAskedForAgain() {
        StepVerifier.withVirtualTime(() -> new Requests(shop()).price(Text.encode("slow at first")))
                .thenAwait(Duration.ofSeconds(3))
                .expectNext(Text.encode("42"))
                .verifyComplete();
        assertThat(questions).hasValue(2);
    }

    @Test
    void anApplicationsErrorIsNotAskedForAgain() {
        StepVerifier.withVirtualTime(() -> new Requests(shop()).price(Text.encode("unknown")))
                .verifyErrorMessage("no such instrument");
        assertThat(questions).hasValue(1);
    }

    @Test
    void anOrderThatWasRefusedIsPlacedLater() {
        StepVerifier.withVirtualTime(() -> {
                    MuxConnection busy = shop();
                    busy.exchange("wait", Flux.never())
                            .take(Duration.ofMillis(50))
                            .subscribe();
                    return new Requests(busy).place(Text.encode("buy"));
                })
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(Text.encode("done"))
                .verifyComplete();
        assertThat(orders).hasValue(1);
    }

    @Test
    void anOrderThatMayHaveBeenPlacedIsNotPlacedAgain() {
        StepVerifier.withVirtualTime(() -> new Requests(shop()).place(Text.encode("lose the answer")))
                .thenAwait(Duration.ofMinutes(1))
                .verifyError(TimeoutException.class);
        assertThat(orders).hasValue(1);
    }

    @Test
    void ofManyRequestsSixteenAreUnderWay() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        StepVerifier.withVirtualTime(() -> new Requests(MuxPair.create(MuxPair.end()
                                        .handle(
                                                "price",
                                                channel -> channel.send(channel.receive()
                                                        .doOnNext(symbol -> most.accumulateAndGet(
                                                                underWay.incrementAndGet(), Math::max))
                                                        .delayElements(Duration.ofSeconds(1))
                                                        .doOnComplete(underWay::decrementAndGet))))
                                .client())
                        .prices(Flux.range(0, 100).map(number -> Text.encode("symbol " + number))))
                .thenAwait(Duration.ofSeconds(10))
                .expectNextCount(100)
                .verifyComplete();
        assertThat(most).hasValue(16);
    }

    /** Serves one channel at a time. */
    private MuxConnection shop() {
        return MuxPair.create(MuxPair.end()
                        .options(MuxOptions.builder().maxChannels(1).build())
                        .handle("wait", channel -> Mono.never())
                        .handle(
                                "price",
                                channel -> channel.send(channel.receive().flatMap(this::price)))
                        .handle(
                                "orders",
                                channel -> channel.send(channel.receive().flatMap(this::order))))
                .client();
    }

    private Mono<ByteBuffer> price(ByteBuffer symbol) {
        int asked = questions.incrementAndGet();
        if (Text.decode(symbol).equals("unknown")) {
            return Mono.error(new ChannelException(ErrorCode.application(0x1001), "no such instrument"));
        }
        return asked == 1 ? Mono.never() : Mono.just(Text.encode("42"));
    }

    private Mono<ByteBuffer> order(ByteBuffer order) {
        orders.incrementAndGet();
        return Text.decode(order).equals("buy") ? Mono.just(Text.encode("done")) : Mono.never();
    }
}
