package org.reactivemux.samples.benchmarks.contender;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.reactivemux.samples.benchmarks.workload.PingPong;
import org.reactivemux.samples.benchmarks.workload.Requests;
import org.reactivemux.samples.benchmarks.workload.Streams;
import org.reactivemux.samples.benchmarks.workload.Weights;
import reactor.core.publisher.Mono;

/**
 * The side that starts the rounds. Each result is lazy, ends when all that it says has happened, and fails if a message
 * was lost. What a contender has no notion of it does not implement.
 */
public interface Client extends AutoCloseable {

    /**
     * Streams messages.
     *
     * @param load how
     * @param messages on each channel
     * @return the number of messages that have come on all channels
     */
    default Mono<Long> stream(Streams load, int messages) {
        return Mono.error(new UnsupportedOperationException("streams"));
    }

    /**
     * Asks and is answered.
     *
     * @param load how
     * @param requests in all
     * @return the number of answers
     */
    default Mono<Long> request(Requests load, int requests) {
        return Mono.error(new UnsupportedOperationException("requests"));
    }

    /**
     * Sends a message there and back.
     *
     * @param load how
     * @param turns how often
     * @return the nanoseconds that each turn took
     */
    default Mono<Histogram> pingPong(PingPong load, int turns) {
        return Mono.error(new UnsupportedOperationException("ping-pong"));
    }

    /**
     * Has channels compete.
     *
     * @param load how
     * @param time that is counted, once they have all got under way
     * @return the messages of each channel in that time
     */
    default Mono<long[]> compete(Weights load, Duration time) {
        return Mono.error(new UnsupportedOperationException("weights"));
    }

    /**
     * Opens channels that stay open and idle until {@link #close}.
     *
     * @param channels how many
     * @return completes when all were accepted
     */
    default Mono<Void> open(int channels) {
        return Mono.error(new UnsupportedOperationException("idle channels"));
    }

    @Override
    void close();
}
