package org.reactivemux.samples.cli.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * What a TCP connection brings. It is read once for each message that was requested, so who requests nothing stops its
 * sender. Completes at the end of the input, which says nothing about the output; cancelling stops the reading and nothing
 * else. All but the subscription's methods runs on the connection's event loop, and there signals are emitted.
 */
final class TcpInput extends Flux<ByteBuffer> implements Subscription {
    private final Channel channel;
    private final AtomicBoolean claimed = new AtomicBoolean();

    /** More than was requested at most by one read: epoll makes it when the peer has hung up. */
    private final Queue<ByteBuffer> arrived = new ArrayDeque<>();

    private volatile boolean cancelled;
    private @Nullable CoreSubscriber<? super ByteBuffer> reader;
    private @Nullable Throwable failure;
    private long demand;
    private boolean reading;
    private boolean emitting;
    private boolean ended;

    TcpInput(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuffer> actual) {
        if (!claimed.compareAndSet(false, true)) {
            Operators.error(actual, new IllegalStateException("a TCP connection has one reader"));
            return;
        }
        actual.onSubscribe(this);
        run(() -> {
            reader = actual;
            drain();
        });
    }

    @Override
    public void request(long n) {
        run(() -> {
            if (n > 0) {
                demand = Operators.addCap(demand, n);
                drain();
            } else {
                fail(new IllegalArgumentException("a request of " + n + " (Reactive Streams rule 3.9)"));
            }
        });
    }

    @Override
    public void cancel() {
        cancelled = true;
        run(this::drain);
    }

    /** What one read has brought; it is copied and released. */
    void received(ByteBuf bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.readableBytes());
        try {
            bytes.readBytes(copy);
        } finally {
            bytes.release();
        }
        arrived.add(copy.flip());
        drain();
    }

    /** A read is over; what was asked for since needs another. */
    void readComplete() {
        reading = false;
        drain();
    }

    /** The peer sends no more. */
    void end() {
        ended = true;
        drain();
    }

    /** The connection is broken: what has come is dropped, as the peer's program meant it or could not help it. */
    void fail(Throwable cause) {
        if (!ended && failure == null) {
            failure = cause;
            drain();
        }
    }

    /** Whether the peer has ended it, be it that what came before is not read yet. */
    boolean hasEnded() {
        return ended;
    }

    private void drain() {
        if (emitting) {
            return;
        }
        emitting = true;
        try {
            do {
                emit();
            } while (readMore());
        } finally {
            emitting = false;
        }
    }

    private void emit() {
        CoreSubscriber<? super ByteBuffer> to = reader;
        while (to != null && !cancelled && failure == null && demand > 0 && !arrived.isEmpty()) {
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            to.onNext(arrived.remove());
        }
        if (to == null) {
            return;
        }
        if (cancelled) {
            forget(to);
        } else if (failure != null) {
            forget(to);
            to.onError(failure);
        } else if (ended && arrived.isEmpty()) {
            forget(to);
            to.onComplete();
        }
    }

    /** Reactive Streams rule 3.13: the reader has gone, and no reference to it is kept. */
    private void forget(CoreSubscriber<? super ByteBuffer> gone) {
        reader = null;
        Context context = gone.currentContext();
        arrived.forEach(bytes -> Operators.onDiscard(bytes, context));
        arrived.clear();
    }

    /** Has the next message read if somebody waits for it; true if it has come already. */
    private boolean readMore() {
        if (reader == null || demand == 0 || reading || ended) {
            return false;
        }
        reading = true;
        channel.read();
        return !reading;
    }

    private void run(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }
}
