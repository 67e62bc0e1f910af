package org.reactivemux.samples.benchmarks.contender;

import io.rsocket.Payload;
import io.rsocket.util.EmptyPayload;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * Each side of an idle channel says one empty message, since the first is what opens it and the second that it was
 * accepted. Both the listener and the greeting serve any number of channels, so that they do not count as theirs.
 *
 * @param greeted what to do when the other side has said it
 */
record RSocketListener(Runnable greeted) implements CoreSubscriber<Payload> {
    static final RSocketListener ANYONE = new RSocketListener(() -> {});

    /** Keeps no count of its subscribers' demand: each asks for the first message when it subscribes. */
    static final Publisher<Payload> GREETING = subscriber -> {
        subscriber.onSubscribe(Operators.emptySubscription());
        subscriber.onNext(EmptyPayload.INSTANCE);
    };

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Payload greeting) {
        greeting.release();
        greeted.run();
    }

    @Override
    public void onError(Throwable cause) {
        // the connection was closed with the channel open
    }

    @Override
    public void onComplete() {
        // the same in good order
    }
}
