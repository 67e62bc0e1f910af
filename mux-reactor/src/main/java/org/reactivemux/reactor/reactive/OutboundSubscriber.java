package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.protocol.Outbound;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * The one writer of one channel: asks the publisher for what the peer will take, and hands its messages to the core. On
 * the event loop that is a call; from any other thread they go through a queue of this producer's own.
 */
final class OutboundSubscriber implements CoreSubscriber<ByteBuffer> {
    private static final AtomicIntegerFieldUpdater<OutboundSubscriber> HANDED_OVER =
            AtomicIntegerFieldUpdater.newUpdater(OutboundSubscriber.class, "handedOver");

    private final Connection connection;
    private final Context context;
    private final OutboundEnd end;
    private Subscription upstream = Operators.emptySubscription();
    private volatile int handedOver;
    private volatile @Nullable Queue<ByteBuffer> handover;
    private volatile boolean publisherDone;
    private @Nullable Throwable publisherError;
    private @Nullable ReactiveChannel channel;
    private boolean subscribed;
    private boolean concluded;
    private boolean completing;
    private boolean lost;
    private boolean ended;

    OutboundSubscriber(Connection connection, Context context, OutboundEnd end) {
        this.connection = connection;
        this.context = context;
        this.end = end;
    }

    @Override
    public Context currentContext() {
        return context;
    }

    /** The channel is there; on the event loop. */
    void attach(ReactiveChannel attached) {
        channel = attached;
        if (ended) {
            cutShort(attached);
        } else {
            attached.core().observe(attached);
        }
    }

    /** One message that is there already is taken as it is. A publisher that throws is as good as one that fails. */
    void subscribeTo(Publisher<? extends ByteBuffer> messages) {
        try {
            ByteBuffer only = onlyMessage(messages);
            if (only == null) {
                entered(messages).subscribe(this);
            } else {
                onNext(only);
                onComplete();
            }
        } catch (Throwable defect) {
            Exceptions.throwIfJvmFatal(defect);
            onError(defect);
        }
    }

    /** Where threads' values are to follow the context they have to on the event loop too: an operator sees to it. */
    private static Publisher<? extends ByteBuffer> entered(Publisher<? extends ByteBuffer> messages) {
        return Hooks.isAutomaticContextPropagationEnabled()
                ? Flux.from(messages).contextWrite(Context.empty())
                : messages;
    }

    /** The message of a publisher that has one and has it already; null of any other. */
    private static @Nullable ByteBuffer onlyMessage(Publisher<? extends ByteBuffer> messages) {
        if (!(messages instanceof Fuseable.ScalarCallable<?> known)) {
            return null;
        }
        try {
            return (ByteBuffer) known.call();
        } catch (Throwable itsError) {
            return null; // whoever subscribes is told of it
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        Objects.requireNonNull(subscription, "subscription");
        connection.run(() -> {
            if (subscribed || ended) {
                Safely.cancel(subscription, context);
                return;
            }
            subscribed = true;
            upstream = subscription;
            touch();
        });
    }

    @Override
    public void onNext(ByteBuffer message) {
        Objects.requireNonNull(message, "message");
        if (publisherDone) {
            Operators.onNextDropped(message, context);
        } else if (handedOver == 0 && connection.inLoop()) {
            accept(message);
        } else {
            handoverQueue().add(message);
            signalHandover();
        }
    }

    @Override
    public void onError(Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        if (publisherDone) {
            Operators.onErrorDropped(cause, context);
            return;
        }
        publisherError = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        if (publisherDone) {
            return;
        }
        publisherDone = true;
        if (handedOver == 0 && connection.inLoop()) {
            conclude();
        } else {
            signalHandover();
        }
    }

    private Queue<ByteBuffer> handoverQueue() {
        Queue<ByteBuffer> queue = handover;
        if (queue == null) {
            queue = handover =
                    Queues.<ByteBuffer>unbounded(Queues.XS_BUFFER_SIZE).get();
        }
        return queue;
    }

    private void signalHandover() {
        if (HANDED_OVER.getAndIncrement(this) == 0) {
            connection.run(this::takeHandover);
        }
    }

    private void takeHandover() {
        Queue<ByteBuffer> queue = handover;
        int taken = handedOver;
        do {
            boolean last = publisherDone;
            for (ByteBuffer message; queue != null && (message = queue.poll()) != null; ) {
                accept(message);
            }
            if (last) {
                conclude();
            }
            taken = HANDED_OVER.addAndGet(this, -taken);
            queue = handover;
        } while (taken != 0);
    }

    private void accept(ByteBuffer message) {
        ReactiveChannel attached = channel;
        if (ended || attached == null) {
            Operators.onDiscard(message, context);
            return;
        }
        try {
            if (!attached.core().send(message)) {
                lost = true;
                Operators.onDiscard(message, context);
            }
            connection.turnSoon();
        } catch (MessageTooLargeException tooLarge) {
            Operators.onDiscard(message, context);
            Safely.cancel(upstream, context);
            abort(tooLarge);
        }
    }

    private void conclude() {
        ReactiveChannel attached = channel;
        if (concluded) {
            return;
        }
        concluded = true;
        if (ended || attached == null) {
            if (publisherError != null) {
                Operators.onErrorDropped(publisherError, context);
            }
            return;
        }
        if (publisherError != null) {
            abort(publisherError);
        } else {
            completing = !lost; // if it is, the channel's end says why
            attached.core().completeSending();
            connection.turnSoon();
        }
    }

    /** Ends the channel with the writer's own error: of a stranger's only the fact travels. */
    private void abort(Throwable cause) {
        ended = true;
        ReactiveChannel attached = channel;
        if (attached != null) {
            MuxException seen = cause instanceof MuxException known
                    ? known
                    : new ChannelException(ErrorCode.INTERNAL, "the channel's publisher failed: " + cause);
            String text = cause instanceof MuxException known ? known.getMessage() : "";
            attached.core().abort(seen.code(), text, seen);
            connection.turnSoon();
        }
        end.failed(cause);
    }

    /** The subscriber of the result has gone: the stream is cut short. */
    void cancel() {
        connection.run(() -> {
            if (!ended) {
                ended = true;
                Safely.cancel(upstream, context);
                if (channel != null) {
                    cutShort(channel);
                }
            }
        });
    }

    private void cutShort(ReactiveChannel attached) {
        if (!attached.core().outbound().isWritten()) {
            String text = "the sender cancelled";
            attached.core().abort(ErrorCode.CANCELLED, text, new ChannelException(ErrorCode.CANCELLED, text));
            connection.turnSoon();
        }
    }

    private void touch() {
        ReactiveChannel attached = channel;
        if (attached != null) {
            attached.core().observe(attached);
        }
    }

    /** Looks at the core: an end to report, or room to ask the publisher for more; on the event loop. */
    void update() {
        ReactiveChannel attached = channel;
        if (attached == null) {
            return;
        }
        attached.discardOutbound(context);
        if (ended) {
            return;
        }
        Outbound outbound = attached.core().outbound();
        MuxException failure = outbound.failure();
        if (failure != null) {
            finish().failed(failure);
        } else if (outbound.isStopped()) {
            finish().stopped();
        } else if (completing) {
            if (outbound.isWritten() && attached.core().isAnswered()) {
                finish().written();
            }
        } else if (!outbound.isOpen()) {
            finish().failed(new ChannelException(
                    ErrorCode.CANCELLED, "the handler ended " + attached + " before its sending had completed"));
        } else if (subscribed) {
            int more = outbound.ask();
            if (more > 0) {
                upstream.request(more);
            }
        }
    }

    private OutboundEnd finish() {
        ended = true;
        if (!publisherDone) { // Reactive Streams rule 2.3: nothing is asked of a publisher that has ended
            Safely.cancel(upstream, context);
        }
        return end;
    }
}
