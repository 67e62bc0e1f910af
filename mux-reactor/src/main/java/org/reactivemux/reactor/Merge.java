package org.reactivemux.reactor;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.reactivemux.MuxChannel;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * The stream that the inlets flow into. Those that have something wait in line, once each; whoever adds something, or asks
 * for more, emits if nobody does yet. Reactor's {@code flatMap} would not do: it begins each round with the inlet at which the
 * last one ended, so that a subscriber which asks for one message at a time hears of one busy sender only.
 */
final class Merge extends Flux<FanIn.Message> {
    /** So many messages at one go, before an event loop gets back to what it has to read. */
    private static final int TURN = 256;

    private final int prefetch;
    private final Consumer<? super FanIn.End> listener;
    private final AtomicLong senders = new AtomicLong();
    private final AtomicInteger departed = new AtomicInteger();
    private final Queue<Inlet> ready = Queues.<Inlet>unboundedMultiproducer().get();
    private final Queue<Inlet> broken = Queues.<Inlet>unboundedMultiproducer().get();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final AtomicReference<Outlet> outlet = new AtomicReference<>();

    Merge(int prefetch, Consumer<? super FanIn.End> listener) {
        this.prefetch = prefetch;
        this.listener = listener;
    }

    void add(MuxChannel channel, MonoSink<Void> end) {
        FanIn.Sender sender = new FanIn.Sender(
                senders.incrementAndGet(), channel.connection().peer(), channel.name(), channel.metadata());
        Inlet inlet = new Inlet(this, sender, prefetch, end);
        end.onCancel(inlet::departed);
        channel.receive().subscribe(inlet);
    }

    @Override
    public void subscribe(CoreSubscriber<? super FanIn.Message> actual) {
        if (!taken.compareAndSet(false, true)) {
            Operators.error(actual, new IllegalStateException("messages() has a subscriber already"));
            return;
        }
        Outlet next = new Outlet(this, actual);
        next.start();
        outlet.set(next); // only now, so that nothing is emitted before onSubscribe has returned
        if (next.isCancelled()) {
            release(next);
        }
        drain();
    }

    /** The subscriber has gone; the next one may come. */
    void release(Outlet gone) {
        if (outlet.compareAndSet(gone, null)) {
            taken.set(false);
        }
    }

    /** The inlet has something, and is not in line yet. */
    void ready(Inlet inlet) {
        ready.add(inlet);
        drain();
    }

    /** The inlet, whose turn it was, has something more; while draining. */
    void again(Inlet inlet) {
        ready.add(inlet);
    }

    /** What the inlet has is to be dropped. */
    void broken(Inlet inlet) {
        broken.add(inlet);
        drain();
    }

    /** A sender has gone that still has something here; false if there are too many of them already. */
    boolean mayDepart() {
        return departed.incrementAndGet() <= FanIn.MOST_DEPARTED;
    }

    void departureOver() {
        departed.decrementAndGet();
    }

    void ended(FanIn.End end) {
        try {
            listener.accept(end);
        } catch (Throwable defect) {
            Exceptions.throwIfJvmFatal(defect);
            Operators.onErrorDropped(defect, Context.empty());
        }
    }

    void drain() {
        if (work.getAndIncrement() == 0) {
            emit();
        }
    }

    /** One thread at a time. */
    private void emit() {
        int room = TURN;
        int seen = work.get();
        do {
            for (Inlet inlet; (inlet = broken.poll()) != null; ) {
                inlet.drop(context());
            }
            Outlet out = outlet.get();
            if (out != null) {
                out.rejectBadRequest();
                room -= emitTo(out, room);
            }
            if (room == 0) {
                Schedulers.parallel().schedule(this::emit); // where it may take its time
                return;
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private int emitTo(Outlet out, int most) {
        long wanted = Math.min(out.requested(), most);
        int emitted = 0;
        while (emitted < wanted && !out.isCancelled()) {
            Inlet next = ready.poll();
            if (next == null) {
                break;
            }
            if (next.emitTo(out)) {
                emitted++;
                next.emitted();
            }
        }
        out.emitted(emitted);
        return emitted;
    }

    private Context context() {
        Outlet out = outlet.get();
        return out == null ? Context.empty() : out.context();
    }
}
