package org.reactivemux.reactor;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** The one subscriber of a {@link Merge}. */
final class Outlet implements Subscription {
    private static final AtomicLongFieldUpdater<Outlet> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(Outlet.class, "requested");

    private final Merge merge;
    private final CoreSubscriber<? super FanIn.Message> actual;
    private volatile long requested;
    private volatile boolean badRequest;
    private volatile boolean cancelled;

    Outlet(Merge merge, CoreSubscriber<? super FanIn.Message> actual) {
        this.merge = merge;
        this.actual = actual;
    }

    void start() {
        try {
            actual.onSubscribe(this);
        } catch (Throwable thrown) {
            gone(thrown);
        }
    }

    @Override
    public void request(long n) {
        if (n > 0) {
            Operators.addCap(REQUESTED, this, n);
        } else {
            badRequest = true;
        }
        merge.drain();
    }

    @Override
    public void cancel() {
        cancelled = true;
        merge.release(this);
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Reactive Streams rule 3.9; while draining, as is all that follows. */
    void rejectBadRequest() {
        if (badRequest && !cancelled) {
            cancel();
            try {
                actual.onError(
                        new IllegalArgumentException("request(n) takes a positive n (Reactive Streams rule 3.9)"));
            } catch (Throwable thrown) {
                gone(thrown);
            }
        }
    }

    long requested() {
        return requested;
    }

    void emit(FanIn.Message message) {
        try {
            actual.onNext(message);
        } catch (Throwable thrown) {
            gone(thrown);
        }
    }

    /** A subscriber that throws is as good as gone; the next one may come. */
    private void gone(Throwable thrown) {
        Exceptions.throwIfJvmFatal(thrown);
        cancel();
        Operators.onErrorDropped(thrown, context());
    }

    void emitted(long count) {
        Operators.produced(REQUESTED, this, count);
    }

    Context context() {
        return actual.currentContext();
    }
}
