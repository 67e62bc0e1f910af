package org.reactivemux.reactor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.ErrorCode;
import org.reactivemux.PeerInfo;
import org.reactivemux.reactor.reactive.Connection;
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
    private final Mono<Connection> connecting;
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final AtomicReference<Connection> current = new AtomicReference<>();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Set<Connection> open = new HashSet<>(); // it and the past are read and changed under the lock
    private @Nullable ConnectionSnapshot past;
    private volatile @Nullable PeerInfo peer;
    private volatile @Nullable Boolean loggingFrames; // null until somebody has said so
    private volatile boolean closed;

    /**
     * A line without a connection.
     *
     * @param dialling makes one attempt to connect for each subscription
     * @param retry whether another one follows
     * @param events told of what happens
     */
    Line(Mono<Connection> dialling, Retry retry, Consumer<ReconnectEvent> events) {
        this.events = event -> {
            if (!closed) {
                events.accept(event);
            }
        };
        Attempts attempts = new Attempts(dialling, this::connected, retry, this.events);
        Mono<Connection> making = Mono.defer(() -> {
            Connection there = current.get();
            if (there != null && isUsable(there)) {
                return Mono.just(there); // came when the last who waited had just gone
            }
            retire(there);
            return attempts.row();
        });
        this.connecting = closing.asMono()
                .then(Mono.<Connection>error(Line::hasEnded))
                .or(making)
                .cacheInvalidateIf(made -> !made.takesChannels())
                .contextWrite(waiting -> Context.empty()); // one attempt is made for many, with the context of none
    }

    /** For good, so there is no sense in trying it again: there will not be another. */
    private static ConnectionException hasEnded() {
        return new ConnectionException(ErrorCode.CANCELLED, "the connection was closed on this side", null);
    }

    private void connected(Connection made) {
        synchronized (this) {
            open.add(made); // first, so that whoever closes the line or has its frames logged sees it or is seen
        }
        Boolean logging = loggingFrames;
        if (logging != null) {
            made.logFrames(logging);
        }
        peer = made.peer();
        events.accept(new ReconnectEvent.Connected(made.peer())); // before anybody can use it, and find that it is lost
        current.set(made);
        if (closed) {
            made.dispose();
        }
        made.onClose().subscribe(nothing -> {}, cause -> over(made), () -> over(made));
    }

    private void over(Connection ended) {
        ConnectionSnapshot last = ended.snapshot();
        synchronized (this) {
            open.remove(ended);
            past = past == null ? last : past.plus(last);
        }
        retire(ended);
    }

    /** From now on it is not the one to use, if it still was. */
    private void retire(@Nullable Connection used) {
        if (used != null && current.compareAndSet(used, null)) {
            events.accept(new ReconnectEvent.Lost(Optional.ofNullable(used.cause())));
        }
    }

    /** The connection, if there is one that takes channels. */
    @Nullable
    Connection usable() {
        Connection made = current.get();
        return made != null && isUsable(made) ? made : null;
    }

    private boolean isUsable(Connection made) {
        return made.takesChannels() && !closed;
    }

    /** The connection, or what becomes of the attempt to make one, which all who wait share; the last one may end it. */
    Mono<Connection> connection() {
        return Mono.defer(() -> closed ? Mono.error(hasEnded()) : connecting);
    }

    /** Makes a connection though nobody waits for it. The line itself does, and has the events tell how that goes. */
    void wake() {
        if (!waking.get() && waking.compareAndSet(false, true)) {
            connection().doFinally(end -> waking.set(false)).subscribe(made -> {}, failure -> {});
        }
    }

    /** Who is or was at the other end; null before the first connection. */
    @Nullable
    PeerInfo peer() {
        return peer;
    }

    /** The figures of all connections so far; empty before the first. */
    synchronized Optional<ConnectionSnapshot> snapshot() {
        return Stream.concat(Stream.ofNullable(past), open.stream().map(Connection::snapshot))
                .reduce(ConnectionSnapshot::plus);
    }

    /** Of the connections that there are, and of those that will be made. */
    void logFrames(boolean on) {
        loggingFrames = on;
        open().forEach(connection -> connection.logFrames(on));
    }

    /** For good: no connection is made any more, those that there are finish what is open on them. */
    Mono<Void> shutdown(Duration grace) {
        return Mono.defer(() -> Flux.fromIterable(close())
                .flatMap(connection -> connection.shutdown(grace), Integer.MAX_VALUE)
                .then());
    }

    /** For good, and now. */
    void dispose() {
        close().forEach(Connection::dispose);
    }

    /** Completes when the connections that there are at the subscription have ended. */
    Mono<Void> allClosed() {
        return Mono.defer(() -> Flux.fromIterable(open())
                .flatMap(connection -> connection.onClose().onErrorComplete(), Integer.MAX_VALUE)
                .then());
    }

    private List<Connection> close() {
        closed = true;
        closing.tryEmitEmpty();
        return open();
    }

    private synchronized List<Connection> open() {
        return List.copyOf(open);
    }
}
