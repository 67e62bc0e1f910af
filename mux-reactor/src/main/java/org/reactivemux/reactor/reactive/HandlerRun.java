package org.reactivemux.reactor.reactive;

import java.util.Objects;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.Logger;
import reactor.util.Loggers;

/** A handler at work on one channel; its end is the channel's. */
final class HandlerRun implements CoreSubscriber<Void> {
    private static final Logger LOG = Loggers.getLogger(MuxHandler.class);

    private final ReactiveChannel channel;
    private Subscription upstream = Operators.emptySubscription();
    private volatile boolean cancelled;

    HandlerRun(ReactiveChannel channel) {
        this.channel = channel;
    }

    void start(MuxHandler handler) {
        try {
            Objects.requireNonNull(handler.handle(channel), "a handler returned null")
                    .subscribe(this);
        } catch (Throwable defect) {
            reactor.core.Exceptions.throwIfJvmFatal(defect);
            onError(defect);
        }
    }

    /** The channel has died before its handler. */
    void cancel() {
        cancelled = true;
        upstream.cancel();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(upstream == Operators.emptySubscription() ? null : upstream, subscription)) {
            upstream = subscription;
            subscription.request(Long.MAX_VALUE);
            if (cancelled) {
                subscription.cancel();
            }
        }
    }

    @Override
    public void onNext(Void nothing) {
        // a Publisher<Void> has nothing to say
    }

    @Override
    public void onComplete() {
        channel.driver().run(channel.core()::finish);
    }

    @Override
    public void onError(Throwable cause) {
        if (cause instanceof MuxException known) {
            channel.driver().run(() -> channel.core().abort(known.code(), known.getMessage(), known));
            return;
        }
        LOG.warn("The handler of {} failed; its peer is told no more than that", channel, cause);
        channel.driver()
                .run(() -> channel.core()
                        .abort(
                                ErrorCode.INTERNAL,
                                "",
                                new ChannelException(ErrorCode.INTERNAL, "the handler failed: " + cause)));
    }
}
