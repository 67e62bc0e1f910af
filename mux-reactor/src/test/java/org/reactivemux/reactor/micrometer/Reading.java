package org.reactivemux.reactor.micrometer;

import java.nio.ByteBuffer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Reads so many messages and then no more, without going away. */
final class Reading extends BaseSubscriber<ByteBuffer> {
    private final long messages;

    Reading(long messages) {
        this.messages = messages;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(messages);
    }
}
