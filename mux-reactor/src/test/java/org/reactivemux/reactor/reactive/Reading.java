package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import org.reactivemux.reactor.Messages;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Writes down what a subscription emits, as words. */
final class Reading implements CoreSubscriber<ByteBuffer> {
    private final StringBuilder words = new StringBuilder();
    private final long demand;

    /** Asks for nothing by itself. */
    Reading() {
        this(0);
    }

    private Reading(long demand) {
        this.demand = demand;
    }

    static Reading ofEverything() {
        return new Reading(Long.MAX_VALUE);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (demand > 0) {
            subscription.request(demand);
        }
    }

    @Override
    public void onNext(ByteBuffer message) {
        add(Messages.text(message));
    }

    @Override
    public void onError(Throwable cause) {
        add("failed");
    }

    @Override
    public void onComplete() {
        add("complete");
    }

    private void add(String word) {
        words.append(words.isEmpty() ? "" : " ").append(word);
    }

    @Override
    public String toString() {
        return words.toString();
    }
}
