package org.reactivemux.reactor.reactive;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The last that is said to programs. One that throws then has broken Reactive Streams' rule 2.13 and nothing else: its stream
 * is over, and the connection is that of all the others.
 */
final class Safely {
    private Safely() {}

    static void complete(CoreSubscriber<?> subscriber) {
        try {
            subscriber.onComplete();
        } catch (Throwable thrown) {
            drop(thrown, subscriber.currentContext());
        }
    }

    static void fail(CoreSubscriber<?> subscriber, Throwable cause) {
        try {
            subscriber.onError(cause);
        } catch (Throwable thrown) {
            drop(thrown, subscriber.currentContext());
        }
    }

    static void fail(MonoSink<?> sink, Throwable cause) {
        try {
            sink.error(cause);
        } catch (Throwable thrown) {
            drop(thrown, Context.of(sink.contextView()));
        }
    }

    static void cancel(Subscription subscription, Context context) {
        try {
            subscription.cancel();
        } catch (Throwable thrown) {
            drop(thrown, context);
        }
    }

    private static void drop(Throwable thrown, Context context) {
        Exceptions.throwIfJvmFatal(thrown);
        Operators.onErrorDropped(thrown, context);
    }
}
