package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** What {@code receive()} returns: the first subscriber becomes the channel's reader. */
final class InboundFlux extends Flux<ByteBuffer> {
    private final ReactiveChannel channel;

    InboundFlux(ReactiveChannel channel) {
        this.channel = channel;
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
        InboundSubscription subscription = new InboundSubscription(channel.driver(), actual);
        if (!channel.claim(subscription)) {
            Operators.error(actual, new IllegalStateException("receive() was subscribed before on " + channel));
            return;
        }
        actual.onSubscribe(subscription);
        channel.driver().run(() -> subscription.attach(channel));
    }
}
