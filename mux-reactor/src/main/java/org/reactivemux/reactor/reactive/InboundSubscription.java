package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.protocol.Inbound;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One reader of one channel. Requests may come from any thread and before the channel is there; they are collected and
 * handed to the event loop, where alone the core is touched and signals are emitted.
 */
final class InboundSubscription implements Subscription {
    private static final AtomicLongFieldUpdater<InboundSubscription> REQUESTED =
            AtomicLongFieldUpdater.newUpdater(InboundSubscription.class, "requested");

    private final Connection connection;
    private final Context context;
    private final @Nullable Room room;
    private CoreSubscriber<? super ByteBuffer> actual;
    private volatile long requested;
    private volatile boolean cancelled;
    private volatile boolean badRequest;
    private volatile @Nullable ReactiveChannel channel;
    private boolean done;

    InboundSubscription(Connection connection, CoreSubscriber<? super ByteBuffer> actual) {
        this.connection = connection;
        this.actual = actual;
        this.context = actual.currentContext();
        this.room = context.getOrDefault(Room.class, null);
    }

    /** From now on the channel's messages are emitted; on the event loop, after {@code onSubscribe} has returned. */
    void attach(ReactiveChannel attached) {
        channel = attached;
        if (cancelled) {
            attached.core().stopReceiving();
            return;
        }
        handOverRequests();
        attached.core().observe(attached);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest = true;
            connection.run(this::rejectRequest);
            return;
        }
        if (Operators.addCap(REQUESTED, this, n) == 0 && channel != null) {
            connection.run(this::handOverRequests);
        }
    }

    private void handOverRequests() {
        ReactiveChannel attached = channel;
        if (attached != null && requested > 0) {
            attached.core().request(REQUESTED.getAndSet(this, 0));
        }
    }

    /** Reactive Streams rule 3.9: a request of nothing is an error, and the end of the subscription. */
    private void rejectRequest() {
        ReactiveChannel attached = channel;
        if (attached != null && badRequest && !done && !cancelled) {
            done = true;
            attached.core().stopReceiving();
            Safely.fail(
                    actual, new IllegalArgumentException("request(n) takes a positive n (Reactive Streams rule 3.9)"));
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            connection.run(() -> {
                actual = Operators.emptySubscriber(); // Reactive Streams rule 3.13: no reference is kept
                ReactiveChannel attached = channel;
                if (attached != null && !done) {
                    done = true;
                    attached.core().stopReceiving();
                }
            });
        }
    }

    /** Whether messages can come beside those that were emitted, be it that they wait already; on the event loop. */
    boolean mayBringMore() {
        ReactiveChannel attached = channel;
        return attached == null || !attached.core().inbound().isComplete();
    }

    boolean hasRoom() {
        return room == null || room.isLeft();
    }

    /** Emits what has come as far as it was requested, then the end; on the event loop. */
    void drain() {
        ReactiveChannel attached = channel;
        if (attached == null) {
            return;
        }
        if (badRequest) {
            rejectRequest();
        }
        Inbound inbound = attached.core().inbound();
        for (ByteBuffer message; !cancelled && !done && hasRoom() && (message = inbound.next()) != null; ) {
            actual.onNext(message);
        }
        attached.discardInbound(context);
        if (!done && !cancelled) {
            finish(inbound);
        }
    }

    private void finish(Inbound inbound) {
        MuxException failure = inbound.failure();
        if (failure != null) {
            done = true;
            Safely.fail(actual, failure);
        } else if (inbound.isComplete()) {
            done = true;
            Safely.complete(actual);
        } else if (inbound.isStopped()) {
            done = true;
            Safely.fail(actual, new ChannelException(ErrorCode.CANCELLED, "the handler ended before its reading had"));
        }
    }
}
