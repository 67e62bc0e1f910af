package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Dialect;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * What {@code request} returns: each subscription is an exchange of one message for one. It asks for one, which by
 * default the peer may send without being told (prefetch), so no credit travels.
 */
final class RequestMono extends Mono<ByteBuffer> {
    private final Connection connection;
    private final ChannelSpec spec;
    private final Mono<ByteBuffer> message;

    private RequestMono(Connection connection, ChannelSpec spec, ByteBuffer message) {
        this.connection = connection;
        this.spec = spec;
        this.message = Mono.just(message);
    }

    static Mono<ByteBuffer> of(Connection connection, ChannelSpec spec, ByteBuffer message) {
        return onAssembly(new RequestMono(connection, spec, message));
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
        Answer answer = new Answer(connection, actual);
        actual.onSubscribe(answer);
        connection.run(() -> answer.exchange.start(spec, message));
    }

    /** Keeps the first message until the end shows that it is the only one. */
    private static final class Answer implements CoreSubscriber<ByteBuffer>, Subscription {
        private final Connection connection;
        private final CoreSubscriber<? super ByteBuffer> actual;
        private final Exchange exchange;
        private @Nullable ByteBuffer first;
        private boolean done;

        Answer(Connection connection, CoreSubscriber<? super ByteBuffer> actual) {
            this.connection = connection;
            this.actual = actual;
            this.exchange = new Exchange(connection, this);
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            throw new IllegalStateException("an exchange is its own subscription");
        }

        /** There is one answer, so no request is for more. */
        @Override
        public void request(long n) {
            exchange.request(Math.min(n, 1));
        }

        @Override
        public void cancel() {
            exchange.cancel();
            connection.run(() -> {
                done = true;
                discardFirst();
            });
        }

        @Override
        public void onNext(ByteBuffer message) {
            if (done) {
                Operators.onDiscard(message, currentContext());
            } else if (first != null) {
                exchange.cancel();
                Operators.onDiscard(message, currentContext());
                onError(new IndexOutOfBoundsException("the peer answered with more than one message"));
            } else if (connection.peer().dialect() == Dialect.PLAIN) {
                done = true; // a plain peer knows no end of stream
                exchange.cancel();
                actual.onNext(message);
                actual.onComplete();
            } else {
                first = message;
                if (exchange.mayBringMore()) {
                    exchange.request(1);
                }
            }
        }

        @Override
        public void onComplete() {
            ByteBuffer answer = first;
            if (done) {
                return;
            }
            if (answer == null) {
                onError(new NoSuchElementException("the peer answered with no message"));
                return;
            }
            done = true;
            first = null;
            actual.onNext(answer);
            actual.onComplete();
        }

        @Override
        public void onError(Throwable cause) {
            if (done) {
                Operators.onErrorDropped(cause, currentContext());
                return;
            }
            done = true;
            discardFirst();
            actual.onError(cause);
        }

        private void discardFirst() {
            if (first != null) {
                Operators.onDiscard(first, currentContext());
                first = null;
            }
        }
    }
}
