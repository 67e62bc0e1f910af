package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.reactor.reactive.Room;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One channel's way into a {@link Merge}. What comes is put in on the channel's event loop, and taken out by whoever drains;
 * what they share are a queue, and the number of messages that have come and were not emitted. The inlet waits in line while
 * that is not 0.
 *
 * <p>The prefetch is granted to the sender at once, so that it can go on; but once messages of many bytes wait here, the
 * others stay in the channel, within its window, until half of those have gone.
 */
final class Inlet implements CoreSubscriber<ByteBuffer>, Room {
    /** From so many bytes on no message is taken from the channel: a window, as it is by default. */
    private static final int MOST_BYTES = 64 << 10;

    private enum Stage {
        OPEN,
        /** The channel is gone, and not all that it brought was emitted. */
        DEPARTED,
        OVER
    }

    private final Merge merge;
    private final FanIn.Sender sender;
    private final MonoSink<Void> end;
    private final int prefetch;
    private final int batch;
    private final Queue<ByteBuffer> queue;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
    private Subscription upstream = Operators.emptySubscription();
    private volatile boolean full; // set before the bytes are looked at, so that who takes some out sees it
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;
    private int emitted; // since the channel was last asked for more; while draining
    private boolean dropped; // the same

    Inlet(Merge merge, FanIn.Sender sender, int prefetch, MonoSink<Void> end) {
        this.merge = merge;
        this.sender = sender;
        this.end = end;
        this.prefetch = prefetch;
        this.batch = prefetch - prefetch / 4; // as Reactor's operators do
        this.queue = Queues.<ByteBuffer>get(prefetch).get();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(upstream == Operators.emptySubscription() ? null : upstream, subscription)) {
            upstream = subscription;
            subscription.request(prefetch);
        }
    }

    /** By which the channel finds the room. */
    @Override
    public Context currentContext() {
        return Context.of(Room.class, this);
    }

    @Override
    public boolean isLeft() {
        if (bytes.get() < MOST_BYTES) {
            return true;
        }
        full = true;
        return bytes.get() < MOST_BYTES;
    }

    @Override
    public void onNext(ByteBuffer message) {
        bytes.addAndGet(message.remaining());
        if (!queue.offer(message)) {
            throw new IllegalStateException("more messages than were asked for");
        }
        if (waiting.getAndIncrement() == 0) {
            merge.ready(this);
        }
    }

    @Override
    public void onError(Throwable cause) {
        fail(cause);
    }

    @Override
    public void onComplete() {
        complete = true;
        if (waiting.get() == 0) {
            over(Optional.empty()); // else when the last was emitted
        }
    }

    /** The first cause is the one that counts. */
    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
            merge.broken(this);
        }
    }

    /** The channel has died: in the middle, of which its reader is told, or with its sender, after all was sent. */
    void departed() {
        if (stage.compareAndSet(Stage.OPEN, Stage.DEPARTED) && !merge.mayDepart()) {
            upstream.cancel(); // there may be more than was taken
            fail(new ChannelException(
                    ErrorCode.LIMIT_EXCEEDED, "too many senders have gone whose messages were not taken yet"));
        }
    }

    /** Emits the next message, if there still is one; while draining, as is all that follows. */
    boolean emitTo(Outlet out) {
        ByteBuffer message = dropped ? null : queue.poll();
        if (message == null) {
            return false;
        }
        bytes.addAndGet(-message.remaining());
        out.emit(new FanIn.Message(sender, message));
        return true;
    }

    /** The message was emitted: back into line, or to the end of it all. */
    void emitted() {
        emitted++;
        boolean hasRoomAgain = full && bytes.get() <= MOST_BYTES / 2;
        if (emitted == batch || hasRoomAgain) {
            askForMore();
        }
        if (waiting.decrementAndGet() > 0) {
            merge.again(this);
        } else if (complete) {
            over(Optional.empty());
        }
    }

    /** For as many as were emitted. The channel then looks for room too. */
    private void askForMore() {
        int more = emitted;
        emitted = 0;
        full = false;
        upstream.request(more);
    }

    void drop(Context context) {
        dropped = true;
        for (ByteBuffer message; (message = queue.poll()) != null; ) {
            Operators.onDiscard(message, context);
        }
        over(Optional.ofNullable(failure));
    }

    private void over(Optional<Throwable> why) {
        Stage before = stage.getAndSet(Stage.OVER);
        if (before == Stage.DEPARTED) {
            merge.departureOver();
        }
        if (before != Stage.OVER) {
            end.success();
            merge.ended(new FanIn.End(sender, why));
        }
    }
}
