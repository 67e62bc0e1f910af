package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** What became of a {@code send}: how often it was subscribed, and with how many signals it ended. */
final class Sending {
    private final AtomicInteger subscribed = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    Mono<Void> watch(Mono<Void> send) {
        return send.doOnSubscribe(subscription -> subscribed.incrementAndGet())
                .doOnSuccess(nothing -> completed.incrementAndGet())
                .doOnError(failure -> failed.incrementAndGet())
                .doOnCancel(() -> cancelled.incrementAndGet());
    }

    boolean isOver() {
        return completed.get() + failed.get() + cancelled.get() >= subscribed.get();
    }

    boolean isCompleted() {
        return completed.get() == 1;
    }

    void assertThatItEndedOnce() {
        assertThat(completed.get() + failed.get()).as("ends of a send").isLessThanOrEqualTo(1);
        assertThat(isOver()).as("a send is over").isTrue();
    }

    @Override
    public String toString() {
        return "subscribed %s, completed %s, failed %s, cancelled %s"
                .formatted(subscribed, completed, failed, cancelled);
    }
}
