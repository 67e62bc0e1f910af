package org.reactivemux.reactor;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.reactive.Connection;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.retry.Retry;

/**
 * Attempts to connect, in rows: one lasts until there is a connection or the {@code Retry} ends it. Of an outage, however
 * many rows it lasts, the log says once why, and once that it is over.
 */
final class Attempts {
    private static final Logger LOG = Loggers.getLogger(MuxClient.class);

    private final Mono<Connection> dialling;
    private final Consumer<Connection> taking;
    private final Retry retry;
    private final Consumer<ReconnectEvent> events;
    private final AtomicBoolean inVain = new AtomicBoolean();

    /**
     * No attempts so far.
     *
     * @param dialling makes one for each subscription
     * @param taking told of a connection that has come, before those who wait for it
     * @param retry whether another one follows
     * @param events told of what happens
     */
    Attempts(Mono<Connection> dialling, Consumer<Connection> taking, Retry retry, Consumer<ReconnectEvent> events) {
        this.dialling = dialling;
        this.taking = taking;
        this.retry = retry;
        this.events = events;
    }

    /**
     * One attempt. A cancel reaches it until its connection has come, and not from there on: whoever waited may have gone,
     * but somebody else may use it already.
     */
    private Mono<Connection> dial() {
        return Mono.create(sink -> {
            Attempt attempt = new Attempt(sink);
            dialling.subscribe(attempt);
            sink.onCancel(attempt::giveUp);
        });
    }

    /** Has its connection or was given up, whichever came first. */
    private final class Attempt extends BaseSubscriber<Connection> {
        private final AtomicBoolean over = new AtomicBoolean();
        private final MonoSink<Connection> sink;

        Attempt(MonoSink<Connection> sink) {
            this.sink = sink;
        }

        void giveUp() {
            if (over.compareAndSet(false, true)) {
                cancel();
            }
        }

        /** Reactor's own subscribers would drop what comes at the very moment of a cancel, and leave it open for good. */
        @Override
        protected void hookOnNext(Connection made) {
            if (over.compareAndSet(false, true)) {
                succeeded(made);
                taking.accept(made);
                sink.success(made);
            } else {
                made.dispose();
            }
        }

        @Override
        protected void hookOnError(Throwable failure) {
            sink.error(failure);
        }

        @Override
        protected void hookOnComplete() {
            sink.success();
        }
    }

    /** A row of its own for each subscription. */
    Mono<Connection> row() {
        return Mono.defer(() -> {
            Row row = new Row();
            return Mono.defer(row::next)
                    .doOnError(row::failed)
                    .retryWhen(retry)
                    .onErrorMap(Exceptions::isRetryExhausted, exhausted -> row.lastFailure())
                    .switchIfEmpty(Mono.error(row::lastFailure)) // a Retry may end in good order, too
                    .doOnError(failure -> events.accept(new ReconnectEvent.GivenUp(failure)));
        });
    }

    private void succeeded(Connection made) {
        if (inVain.compareAndSet(true, false)) {
            LOG.info("There is a connection now: {}", made);
        }
    }

    /** One attempt after the other, and why the last one failed. */
    private final class Row {
        private long attempt;
        private @Nullable Throwable last;

        private Mono<Connection> next() {
            events.accept(new ReconnectEvent.Connecting(++attempt));
            return dial();
        }

        private void failed(Throwable failure) {
            last = failure;
            if (inVain.compareAndSet(false, true)) {
                LOG.warn("There is no connection, and no more is said until there is one: {}", inOneLine(failure));
            }
            events.accept(new ReconnectEvent.Failed(attempt, failure));
        }

        private Throwable lastFailure() {
            return Objects.requireNonNull(last, "a row without a connection has a failure");
        }
    }

    /** Some of it may be a server's own words. */
    private static String inOneLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }
}
