package org.reactivemux.samples.cli;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One channel that sends as fast as it may and compares each reply, byte for byte, with what was sent. */
final class VerifiedEcho {
    private final int number;
    private final Duration longestSilence;
    private final RandomMessages sent;
    private final RandomMessages expected;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Sinks.Empty<Void> givenUp = Sinks.empty();
    private volatile long lastReply;
    private volatile long longestWait;
    private volatile boolean ended;
    private volatile @Nullable String complaint;

    /**
     * A channel.
     *
     * @param number for complaints
     * @param seed of what it sends
     * @param longestSilence without a reply for longer than this it has stalled
     */
    VerifiedEcho(int number, long seed, Duration longestSilence) {
        this.number = number;
        this.longestSilence = longestSilence;
        this.sent = new RandomMessages(seed);
        this.expected = new RandomMessages(seed);
    }

    /** Runs until it is enough and the last reply has come. Never fails: {@link #complaint} says what was wrong. */
    Mono<Void> over(MuxConnection connection, BooleanSupplier enough) {
        lastReply = System.nanoTime();
        Flux<ByteBuffer> outbound = Flux.generate(sink -> {
            if (enough.getAsBoolean()) {
                sink.complete();
            } else {
                sink.next(ByteBuffer.wrap(sent.next()));
            }
        });
        return connection
                .exchange("echo", outbound)
                .doOnNext(this::check)
                .then(Mono.<Void>fromRunnable(this::checkEnd))
                .takeUntilOther(givenUp.asMono())
                .onErrorResume(failure -> {
                    complain(Failures.describe(failure));
                    return Mono.empty();
                })
                .doFinally(signal -> ended = true);
    }

    private void check(ByteBuffer reply) {
        long now = System.nanoTime();
        longestWait = Math.max(longestWait, now - lastReply);
        lastReply = now;
        int different = ByteBuffer.wrap(expected.next()).mismatch(reply);
        if (different >= 0) {
            throw new CommandException("byte %d of reply %d is wrong".formatted(different, expected.count()));
        }
        messages.incrementAndGet();
        bytes.addAndGet(reply.remaining());
    }

    private void checkEnd() {
        if (sent.count() != expected.count()) {
            complain("%d messages sent, %d replies".formatted(sent.count(), expected.count()));
        } else if (sent.count() == 0) {
            complain("nothing was asked of it in the whole round");
        }
    }

    /** Ends it if it has stalled; to be called now and then. */
    void giveUpIfStalled() {
        if (!ended && System.nanoTime() - lastReply > longestSilence.toNanos()) {
            complain("stalled after %d replies".formatted(messages.get()));
            givenUp.tryEmitEmpty();
        }
    }

    private void complain(String what) {
        if (complaint == null) { // what comes later is a consequence
            complaint = "channel %d: %s".formatted(number, what);
        }
    }

    /** What was wrong with it, if anything was. */
    Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }

    long messages() {
        return messages.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** The longest time between two replies so far, in nanoseconds. */
    long longestWait() {
        return longestWait;
    }
}
