package org.reactivemux.samples.patterns;

import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.CLOSED;
import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.HALF_OPEN;
import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxPair;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Under virtual time, by which the breaker waits too. */
class ChannelBreakersTest {
    private static final Duration PAST_THE_WAIT = Duration.ofSeconds(10).plusMillis(1);

    private final AtomicInteger asked = new AtomicInteger();
    private Mono<ByteBuffer> answer = Mono.just(Text.encode("42"));

    private VirtualTimeScheduler time;
    private ChannelBreakers breakers;

    @BeforeEach
    void begin() {
        time = VirtualTimeScheduler.getOrSet();
        breakers = new ChannelBreakers(service(), virtualClock());
    }

    @AfterEach
    void end() {
        VirtualTimeScheduler.reset();
    }

    private MuxConnection service() {
        return MuxPair.create(MuxPair.end()
                        .handle(
                                "price",
                                channel -> channel.send(channel.receive()
                                        .doOnNext(question -> asked.incrementAndGet())
                                        .flatMap(question -> answer)))
                        .handle(
                                "ticks",
                                channel -> channel.send(Flux.interval(Duration.ofMinutes(1))
                                        .onBackpressureDrop()
                                        .map(tick -> Text.encode("tick")))))
                .client();
    }

    private static Clock virtualClock() {
        InstantSource now = () -> Instant.ofEpochMilli(Schedulers.parallel().now(TimeUnit.MILLISECONDS));
        return now.withZone(ZoneOffset.UTC);
    }

    @Test
    void staysClosedWhileAllIsWell() {
        ask(20);

        assertThat(breakers.state("price")).isEqualTo(CLOSED);
        assertThat(asked).hasValue(20);
    }

    @Test
    void opensWhenAnswersDoNotComeInTime() {
        answer = Mono.never();

        ask(10);

        assertThat(breakers.state("price")).isEqualTo(OPEN);
    }

    @Test
    void opensWhenChannelsAreRefused() {
        askFor("nobody serves this", 10);

        assertThat(breakers.state("nobody serves this")).isEqualTo(OPEN);
    }

    @Test
    void opensWhenTheHandlerFails() {
        answer = Mono.error(new IllegalStateException("a bug"));

        ask(10);

        assertThat(breakers.state("price")).isEqualTo(OPEN);
    }

    @Test
    void staysClosedWhenTheApplicationSaysNo() {
        answer = Mono.error(new ChannelException(ErrorCode.application(0x1001), "no such instrument"));

        ask(20);

        assertThat(breakers.state("price")).isEqualTo(CLOSED);
    }

    @Test
    void sendsNothingWhileItIsOpen() {
        answer = Mono.never();
        ask(10);

        StepVerifier.create(breakers.request("price", Text.encode("?"))).verifyError(CallNotPermittedException.class);

        assertThat(asked).hasValue(10);
    }

    @Test
    void anOpenOneKeepsNobodyFromOtherChannels() {
        askFor("nobody serves this", 10);

        StepVerifier.create(breakers.request("price", Text.encode("?")))
                .expectNext(Text.encode("42"))
                .verifyComplete();
    }

    @Test
    void letsAFewTryOnceItHasWaitedAndClosesWhenTheySucceed() {
        answer = Mono.never();
        ask(10);
        answer = Mono.just(Text.encode("42"));
        time.advanceTimeBy(PAST_THE_WAIT);

        ask(2);
        assertThat(breakers.state("price")).isEqualTo(HALF_OPEN);

        ask(1);
        assertThat(breakers.state("price")).isEqualTo(CLOSED);
    }

    @Test
    void opensAgainWhenTheyFail() {
        answer = Mono.never();
        ask(10);
        time.advanceTimeBy(PAST_THE_WAIT);

        ask(3);

        assertThat(breakers.state("price")).isEqualTo(OPEN);
    }

    @Test
    void aStreamThatLivesLongIsNotSlow() {
        for (int stream = 0; stream < 20; stream++) {
            StepVerifier.create(breakers.exchange("ticks", Mono.empty()).take(Duration.ofHours(1)))
                    .then(() -> time.advanceTimeBy(Duration.ofHours(1)))
                    .thenConsumeWhile(tick -> true)
                    .verifyComplete();
        }

        assertThat(breakers.state("ticks")).isEqualTo(CLOSED);
    }

    private void ask(int times) {
        askFor("price", times);
    }

    private void askFor(String name, int times) {
        for (int time = 0; time < times; time++) {
            breakers.request(name, Text.encode("?")).onErrorComplete().subscribe();
            this.time.advanceTimeBy(Duration.ofSeconds(2));
        }
    }
}
