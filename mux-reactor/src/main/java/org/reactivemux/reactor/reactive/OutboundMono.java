package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivemux.ChannelStoppedException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** What {@code send(messages)} returns: its first subscription is the channel's one outbound. */
final class OutboundMono extends Mono<Void> {
    private final ReactiveChannel channel;
    private final Publisher<? extends ByteBuffer> messages;

    OutboundMono(ReactiveChannel channel, Publisher<? extends ByteBuffer> messages) {
        this.channel = channel;
        this.messages = messages;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        Sending sending = new Sending(actual, channel);
        OutboundSubscriber subscriber = new OutboundSubscriber(channel.driver(), actual.currentContext(), sending);
        if (!channel.claim(subscriber)) {
            Operators.error(actual, new IllegalStateException("send() was subscribed before on " + channel));
            return;
        }
        sending.subscriber = subscriber;
        actual.onSubscribe(sending);
        channel.driver().run(() -> subscriber.attach(channel));
        subscriber.subscribeTo(messages);
    }

    private static final class Sending extends AtomicBoolean implements Subscription, OutboundEnd {
        private static final long serialVersionUID = 1L;

        private final transient CoreSubscriber<? super Void> actual;
        private final transient ReactiveChannel channel;
        private transient OutboundSubscriber subscriber;

        @SuppressWarnings("NullAway.Init") // set before onSubscribe lets anybody call
        Sending(CoreSubscriber<? super Void> actual, ReactiveChannel channel) {
            this.actual = actual;
            this.channel = channel;
        }

        @Override
        public void request(long n) {
            // a Mono<Void> has nothing to request
        }

        @Override
        public void cancel() {
            if (compareAndSet(false, true)) {
                subscriber.cancel();
            }
        }

        @Override
        public void written() {
            if (compareAndSet(false, true)) {
                Safely.complete(actual);
            }
        }

        @Override
        public void stopped() {
            failed(new ChannelStoppedException("the peer wants no more on " + channel));
        }

        @Override
        public void failed(Throwable cause) {
            if (compareAndSet(false, true)) {
                Safely.fail(actual, cause);
            } else {
                Operators.onErrorDropped(cause, actual.currentContext());
            }
        }
    }
}
