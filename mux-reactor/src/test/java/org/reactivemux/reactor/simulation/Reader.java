package org.reactivemux.reactor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Reads one stream as a {@link Demand} says, compares each message with the {@link Script} it should come from, and
 * keeps all that must not be: a wrong message, one that was not requested, a signal behind the last.
 */
final class Reader implements CoreSubscriber<ByteBuffer> {
    private static final int TO_THE_END = Integer.MAX_VALUE;

    private final Script expected;
    private final Demand demand;
    private final int wanted;
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> over = Sinks.empty();
    private volatile @Nullable Subscription subscription;
    private long outstanding;
    private long requested;
    private int received;
    private long bytes;
    private volatile boolean completed;
    private volatile boolean cancelled;
    private volatile @Nullable Throwable failure;

    private Reader(Script expected, Demand demand, int wanted) {
        this.expected = expected;
        this.demand = demand;
        this.wanted = wanted;
    }

    static Reader toTheEnd(Script expected, Demand demand) {
        return new Reader(expected, demand, TO_THE_END);
    }

    /** Cancels when it has that many messages, of which there may be none. */
    static Reader ofTheFirst(int messages, Script expected, Demand demand) {
        return new Reader(expected, demand, messages);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (wanted == 0) {
            cancel();
        } else {
            request();
        }
    }

    private void request() {
        Subscription upstream = subscription;
        if (upstream != null && !isOver()) {
            outstanding = demand.batch();
            requested = Math.max(requested + demand.batch(), requested);
            upstream.request(demand.batch());
        }
    }

    private void cancel() {
        Subscription upstream = subscription;
        cancelled = true;
        if (upstream != null) {
            upstream.cancel();
        }
        over.tryEmitEmpty();
    }

    @Override
    public void onNext(ByteBuffer message) {
        if (isOver()) {
            wrong.add("message %d behind the end".formatted(received));
            return;
        }
        if (outstanding == 0) {
            wrong.add("message %d was not requested".formatted(received));
        }
        if (received >= expected.count() || !expected.message(received).equals(message)) {
            wrong.add("message %d of %d is not what was sent, but has %d bytes"
                    .formatted(received, expected.count(), message.remaining()));
        }
        received++;
        bytes += message.remaining();
        outstanding -= demand.batch() == Long.MAX_VALUE ? 0 : 1;
        if (received == wanted) {
            cancel();
        } else if (outstanding == 0) {
            requestLater();
        }
    }

    private void requestLater() {
        if (demand.pause().isZero()) {
            request();
        } else {
            Schedulers.parallel().schedule(this::request, demand.pause().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void onComplete() {
        end("completion");
        completed = true;
        over.tryEmitEmpty();
    }

    @Override
    public void onError(Throwable cause) {
        end("error " + cause);
        failure = cause;
        over.tryEmitError(cause);
    }

    private void end(String signal) {
        if (completed || failure != null) {
            wrong.add("a second terminal signal: " + signal);
        }
        if (cancelled) {
            wrong.add("a terminal signal behind the cancel: " + signal);
        }
    }

    /** Completes at the end or cancel, fails with the stream. */
    Mono<Void> over() {
        return over.asMono();
    }

    boolean isOver() {
        return completed || cancelled || failure != null;
    }

    /** The messages requested in all; as good as no limit when there is none. */
    long requested() {
        return requested;
    }

    Demand demand() {
        return demand;
    }

    boolean isCompleted() {
        return completed;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    int received() {
        return received;
    }

    long bytes() {
        return bytes;
    }

    boolean wasSubscribed() {
        return subscription != null;
    }

    /** Whatever else became of the stream, it was one. */
    void assertThatNothingWentWrong() {
        assertThat(wrong).isEmpty();
    }

    @Override
    public String toString() {
        String state = completed ? "completed" : cancelled ? "cancelled" : "failed with " + failure;
        return "%d of %d messages, %s".formatted(received, expected.count(), isOver() ? state : "not over");
    }
}
