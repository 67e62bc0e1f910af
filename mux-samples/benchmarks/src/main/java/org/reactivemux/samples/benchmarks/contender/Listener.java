package org.reactivemux.samples.benchmarks.contender;

import java.nio.ByteBuffer;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Takes whatever comes on any number of channels: one for all of them, so that it does not count as theirs. */
enum Listener implements CoreSubscriber<ByteBuffer> {
    INSTANCE;

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer message) {
        throw new IllegalStateException("an idle channel has spoken");
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
