package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * One publisher for many listeners, each of which wants all that comes. Those who listen at the same time are a generation,
 * with one subscription to the publisher, in nobody's context. The first begins it; it is over when the last has gone or the
 * publisher has ended, and who comes from that moment on begins the next. Reactor's {@code share()} would not do: who comes
 * while the last one goes fails with it there, and the publisher runs in the first one's context.
 */
final class Broadcast extends Flux<ByteBuffer> {
    private final Publisher<? extends ByteBuffer> source;
    private final Object membership = new Object();
    private @Nullable Generation current; // and who belongs to it: guarded by membership

    Broadcast(Publisher<? extends ByteBuffer> source) {
        this.source = source;
    }

    /** The listener must ask for everything, for no request is looked at. */
    @Override
    public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
        Listener listener = new Listener(actual);
        actual.onSubscribe(listener); // before it joins, so that nothing comes earlier
        listener.join();
    }

    /** Who listens at the same time. */
    private final class Generation extends BaseSubscriber<ByteBuffer> {
        private final List<Listener> listeners = new CopyOnWriteArrayList<>();

        @Override
        protected void hookOnNext(ByteBuffer message) {
            listeners.forEach(listener -> listener.actual.onNext(message));
        }

        @Override
        protected void hookOnError(Throwable cause) {
            retire();
            listeners.forEach(listener -> listener.actual.onError(cause));
        }

        @Override
        protected void hookOnComplete() {
            retire();
            listeners.forEach(listener -> listener.actual.onComplete());
        }

        /** Nobody joins any more. */
        private void retire() {
            synchronized (membership) {
                if (current == this) {
                    current = null;
                }
            }
        }
    }

    private final class Listener implements Subscription {
        private final CoreSubscriber<? super ByteBuffer> actual;
        private @Nullable Generation generation; // guarded by membership, as is the next
        private boolean gone;

        Listener(CoreSubscriber<? super ByteBuffer> actual) {
            this.actual = actual;
        }

        void join() {
            Generation begun = null;
            synchronized (membership) {
                if (gone) {
                    return;
                }
                if (current == null) {
                    begun = new Generation();
                    current = begun;
                }
                generation = current;
                generation.listeners.add(this);
            }
            if (begun != null) {
                source.subscribe(begun);
            }
        }

        @Override
        public void request(long n) {
            // everything is on its way
        }

        @Override
        public void cancel() {
            Generation left;
            synchronized (membership) {
                gone = true;
                left = generation;
                if (left == null || !left.listeners.remove(this) || !left.listeners.isEmpty()) {
                    return;
                }
                left.retire();
            }
            left.cancel();
        }
    }
}
