package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import reactor.core.publisher.Mono;

/** What became of a {@code send}: how often it was subscribed, and with how many signals it ended. */
final class Sending {
    private int subscribed;
    private int completed;
    private int failed;
    private int cancelled;

    Mono<Void> watch(Mono<Void> send) {
        return send.doOnSubscribe(subscription -> subscribed++)
                .doOnSuccess(nothing -> completed++)
                .doOnError(failure -> failed++)
                .doOnCancel(() -> cancelled++);
    }

    boolean isOver() {
        return completed + failed + cancelled >= subscribed;
    }

    boolean isCompleted() {
        return completed == 1;
    }

    void assertThatItEndedOnce() {
        assertThat(completed + failed).as("ends of a send").isLessThanOrEqualTo(1);
        assertThat(isOver()).as("a send is over").isTrue();
    }

    @Override
    public String toString() {
        return "subscribed %d, completed %d, failed %d, cancelled %d"
                .formatted(subscribed, completed, failed, cancelled);
    }
}
