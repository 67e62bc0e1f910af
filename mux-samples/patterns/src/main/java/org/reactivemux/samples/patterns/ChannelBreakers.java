package org.reactivemux.samples.patterns;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A circuit breaker for each name of a channel: where one service fails, only its own callers are kept away. */
public final class ChannelBreakers {
    private static final Set<ErrorCode> CALLERS_FAULT = Set.of(ErrorCode.MESSAGE_TOO_LARGE, ErrorCode.UNSUPPORTED);

    private final MuxConnection mux;
    private final CircuitBreakerRegistry breakers;

    /**
     * For the channels of one connection.
     *
     * @param mux the connection
     * @param clock by which an open breaker waits
     */
    public ChannelBreakers(MuxConnection mux, Clock clock) {
        this.mux = mux;
        breakers = CircuitBreakerRegistry.of(config(clock));
    }

    private static CircuitBreakerConfig config(Clock clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(10))
                .permittedNumberOfCallsInHalfOpenState(3)
                .recordException(ChannelBreakers::isTheChannelsFault)
                .slowCallDurationThreshold(Duration.ofDays(1)) // a stream may live long
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build();
    }

    static boolean isTheChannelsFault(Throwable error) {
        return error instanceof TimeoutException
                || (error instanceof MuxException failure
                        && Integer.compareUnsigned(failure.code().value(), ErrorCode.FIRST_APPLICATION_VALUE) < 0
                        && !CALLERS_FAULT.contains(failure.code()));
    }

    /**
     * A request that is not even sent while the breaker of its channel is open.
     *
     * @param name the channel's name
     * @param message the request
     * @return the answer, or {@code CallNotPermittedException}
     */
    public Mono<ByteBuffer> request(String name, ByteBuffer message) {
        return mux.request(name, message)
                .timeout(Duration.ofSeconds(2))
                .transformDeferred(CircuitBreakerOperator.of(breakers.circuitBreaker(name)));
    }

    /**
     * A stream that is not even opened while the breaker of its channel is open. It has succeeded once it has ended, or
     * was cancelled after a message.
     *
     * @param name the channel's name
     * @param outbound what is sent
     * @return what comes, or {@code CallNotPermittedException}
     */
    public Flux<ByteBuffer> exchange(String name, Publisher<ByteBuffer> outbound) {
        return mux.exchange(name, outbound).transformDeferred(CircuitBreakerOperator.of(breakers.circuitBreaker(name)));
    }

    /**
     * How it stands with a channel.
     *
     * @param name the channel's name
     * @return closed as long as all is well
     */
    public CircuitBreaker.State state(String name) {
        return breakers.circuitBreaker(name).getState();
    }
}
