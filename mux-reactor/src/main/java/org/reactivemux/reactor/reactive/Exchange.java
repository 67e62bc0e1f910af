package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.protocol.Channel;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One exchange: the reader and the writer of a channel of its own, joined into one stream that ends when both have. All
 * but the subscription's two methods runs on the event loop.
 */
final class Exchange implements Subscription, CoreSubscriber<ByteBuffer>, OutboundEnd {
    private final Connection connection;
    private final CoreSubscriber<? super ByteBuffer> actual;
    private final Context context;
    private final InboundSubscription inbound;
    private @Nullable OutboundSubscriber outbound;
    private Progress progress = Progress.BOTH_OPEN;
    private volatile boolean cancelled;

    private enum Progress {
        BOTH_OPEN,
        INBOUND_DONE,
        OUTBOUND_DONE,
        OVER
    }

    Exchange(Connection connection, CoreSubscriber<? super ByteBuffer> actual) {
        this.connection = connection;
        this.actual = actual;
        this.context = actual.currentContext();
        this.inbound = new InboundSubscription(connection, this);
    }

    void start(ChannelSpec spec, Publisher<? extends ByteBuffer> messages) {
        if (cancelled) {
            return;
        }
        Channel core;
        try {
            core = connection.openCore(spec);
        } catch (MuxException | IllegalArgumentException refused) {
            onError(refused);
            return;
        }
        OutboundSubscriber writer = new OutboundSubscriber(connection, context, this);
        ReactiveChannel channel = new ReactiveChannel(connection, core, inbound, writer);
        outbound = writer;
        inbound.attach(channel);
        writer.attach(channel);
        writer.subscribeTo(messages);
    }

    @Override
    public void request(long n) {
        inbound.request(n);
    }

    /** Whether messages can come beside those that were emitted; on the event loop. */
    boolean mayBringMore() {
        return inbound.mayBringMore();
    }

    /** The reader goes, and with it the reason to send: the peer is told to stop, and that the stream is cut short. */
    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            inbound.cancel();
            connection.run(() -> {
                if (outbound != null && progress != Progress.OUTBOUND_DONE && progress != Progress.OVER) {
                    outbound.cancel();
                }
                progress = Progress.OVER;
            });
        }
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        throw new IllegalStateException("an exchange is its own subscription");
    }

    @Override
    public void onNext(ByteBuffer message) {
        if (!cancelled) {
            actual.onNext(message);
        } else {
            Operators.onDiscard(message, context);
        }
    }

    @Override
    public void onComplete() {
        done(Progress.OUTBOUND_DONE, Progress.INBOUND_DONE);
    }

    @Override
    public void written() {
        done(Progress.INBOUND_DONE, Progress.OUTBOUND_DONE);
    }

    @Override
    public void stopped() {
        written();
    }

    private void done(Progress other, Progress mine) {
        if (progress == Progress.OVER || cancelled) {
            return;
        }
        if (progress != other) {
            progress = mine;
            return;
        }
        progress = Progress.OVER;
        Safely.complete(actual);
    }

    @Override
    public void onError(Throwable cause) {
        if (progress == Progress.OVER || cancelled) {
            return;
        }
        boolean outboundOpen = progress == Progress.BOTH_OPEN;
        progress = Progress.OVER;
        if (outboundOpen && outbound != null) {
            outbound.cancel();
        }
        Safely.fail(actual, cause);
    }

    @Override
    public void failed(Throwable cause) {
        if (progress == Progress.OVER || cancelled) {
            return;
        }
        progress = Progress.OVER;
        inbound.cancel();
        Safely.fail(actual, cause);
    }
}
