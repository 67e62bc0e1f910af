package org.reactivemux.reactor.reactive;

import java.util.Objects;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.Logger;
import reactor.util.Loggers;

/** A handler at work on one channel; its end is the channel's. */
final class HandlerRun extends HandlerRuns.Place implements CoreSubscriber<Void> {
    private static final Logger LOG = Loggers.getLogger(MuxHandler.class);

    private final ReactiveChannel channel;
    private volatile Subscription upstream = Operators.emptySubscription();
    private volatile boolean cancelled;

    HandlerRun(ReactiveChannel channel) {
        this.channel = channel;
    }

    void start(MuxHandler handler) {
        channel.driver().started(this);
        try {
            Objects.requireNonNull(handler.handle(channel), "a handler returned null")
                    .subscribe(this);
        } catch (Throwable defect) {
            Exceptions.throwIfJvmFatal(defect);
            onError(defect);
        }
    }

    /** The channel has died before its handler. */
    void cancel() {
        cancelled = true;
        channel.driver().finished(this);
        Safely.cancel(upstream, currentContext());
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
        end(channel.core()::finish);
    }

    @Override
    public void onError(Throwable cause) {
        if (cause instanceof MuxException known) {
            end(() -> fail(known.code(), known.getMessage(), known));
            return;
        }
        LOG.warn("The handler of {} failed; its peer is told no more than that", channel, cause);
        MuxException seen = new ChannelException(ErrorCode.INTERNAL, "the handler failed: " + cause);
        end(() -> fail(ErrorCode.INTERNAL, "", seen));
    }

    private void fail(ErrorCode code, String text, MuxException seen) {
        channel.core().abort(code, text, seen);
        channel.stopUnlessRead();
    }

    private void end(Runnable ending) {
        channel.driver().run(() -> {
            channel.driver().finished(this);
            ending.run();
        });
    }
}
