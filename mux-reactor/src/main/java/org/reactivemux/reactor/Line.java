package org.reactivemux.reactor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.PeerInfo;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/**
 * One connection at a time to one server, made when somebody first wants to use it, and again when that is of no more use
 * (ADR 8). One that goes away is left to finish what is open on it while the next one is already in use.
 */
final class Line {
    private final Consumer<ReconnectEvent> events;
    private final Mono<Link> connecting;
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final AtomicReference<Link> current = new AtomicReference<>();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Set<Link> open = new HashSet<>(); // it and the past are read and changed under the lock
    private @Nullable ConnectionSnapshot past;
    private volatile @Nullable PeerInfo peer;
    private volatile boolean closed;

    /**
     * A line without a connection.
     *
     * @param dialling makes one attempt to connect for each subscription
     * @param retry whether another one follows
     * @param events told of what happens
     */
    Line(Mono<Link> dialling, Retry retry, Consumer<ReconnectEvent> events) {
        this.events = event -> {
            if (!closed) {
                events.accept(event);
            }
        };
        this.connecting = Mono.defer(() -> {
                    Link there = usable(); // came though the last who waited had just gone
                    return there != null
                            ? Mono.just(there)
                            : attempts(dialling, retry).doOnNext(this::connected);
                })
                .or(closing.asMono().then(Mono.error(Line::hasEnded)))
                .doOnDiscard(Link.class, made -> made.core().dispose()) // the same, but before it was taken
                .cacheInvalidateIf(made -> !made.takesChannels())
                .contextWrite(waiting -> Context.empty()); // one attempt is made for many, with the context of none
    }

    private Mono<Link> attempts(Mono<Link> dialling, Retry retry) {
        return Mono.defer(() -> {
            retire(current.get(), null);
            AtomicLong attempt = new AtomicLong();
            return Mono.defer(() -> {
                        events.accept(new ReconnectEvent.Connecting(attempt.incrementAndGet()));
                        return dialling;
                    })
                    .doOnError(failure -> events.accept(new ReconnectEvent.Failed(attempt.get(), failure)))
                    .retryWhen(retry)
                    .onErrorMap(Exceptions::isRetryExhausted, Line::lastFailure)
                    .doOnError(failure -> events.accept(new ReconnectEvent.GivenUp(failure)));
        });
    }

    private static Throwable lastFailure(Throwable exhausted) {
        Throwable cause = exhausted.getCause();
        return cause == null ? exhausted : cause;
    }

    private static ConnectionException hasEnded() {
        return ConnectionException.endedBefore(ErrorCode.CANCELLED, "the connection was closed on this side", null);
    }

    private void connected(Link made) {
        synchronized (this) {
            open.add(made); // first, so that whoever closes the line sees it or is seen
        }
        current.set(made);
        peer = made.core().peer();
        events.accept(new ReconnectEvent.Connected(made.core().peer()));
        if (closed) {
            made.core().dispose();
        }
        made.core().onClose().subscribe(nothing -> {}, cause -> over(made, cause), () -> over(made, null));
    }

    private void over(Link ended, @Nullable Throwable cause) {
        ConnectionSnapshot last = ended.core().snapshot();
        synchronized (this) {
            open.remove(ended);
            past = past == null ? last : past.plus(last);
        }
        retire(ended, cause);
    }

    /** From now on it is not the one to use, if it still was. */
    private void retire(@Nullable Link used, @Nullable Throwable cause) {
        if (used != null && current.compareAndSet(used, null)) {
            events.accept(new ReconnectEvent.Lost(Optional.ofNullable(cause)));
        }
    }

    /** The connection, if there is one that takes channels. */
    @Nullable
    Link usable() {
        Link made = current.get();
        return made != null && made.takesChannels() && !closed ? made : null;
    }

    /** The connection, or what becomes of the attempt to make one, which all who wait share; the last one may end it. */
    Mono<Link> link() {
        return Mono.defer(() -> closed ? Mono.error(hasEnded()) : connecting);
    }

    /** Makes a connection though nobody waits for it. The line itself does, and has the events tell how that goes. */
    void wake() {
        if (!waking.get() && waking.compareAndSet(false, true)) {
            link().doFinally(end -> waking.set(false)).subscribe(made -> {}, failure -> {});
        }
    }

    /** Who is or was at the other end; null before the first connection. */
    @Nullable
    PeerInfo peer() {
        return peer;
    }

    /** The figures of all connections so far; empty before the first. */
    synchronized Optional<ConnectionSnapshot> snapshot() {
        return Stream.concat(
                        Stream.ofNullable(past),
                        open.stream().map(link -> link.core().snapshot()))
                .reduce(ConnectionSnapshot::plus);
    }

    /** Of the connections that there are; those that will be made begin as the logger's level says. */
    void logFrames(boolean on) {
        open().forEach(link -> link.core().logFrames(on));
    }

    /** For good: no connection is made any more, those that there are finish what is open on them. */
    Mono<Void> shutdown(Duration grace) {
        return Mono.defer(() -> Flux.fromIterable(close())
                .flatMap(link -> link.core().shutdown(grace), Integer.MAX_VALUE)
                .then());
    }

    /** For good, and now. */
    void dispose() {
        close().forEach(link -> link.core().dispose());
    }

    /** Completes when the connections that there are at the subscription have ended. */
    Mono<Void> allClosed() {
        return Mono.defer(() -> Flux.fromIterable(open())
                .flatMap(link -> link.core().onClose().onErrorComplete(), Integer.MAX_VALUE)
                .then());
    }

    private List<Link> close() {
        closed = true;
        closing.tryEmitEmpty();
        return open();
    }

    private synchronized List<Link> open() {
        return List.copyOf(open);
    }
}
