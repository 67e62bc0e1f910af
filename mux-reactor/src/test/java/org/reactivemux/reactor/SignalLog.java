package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;

/** Writes down each signal of one subscription, those after its end included, which operators would hide. */
public final class SignalLog<T> implements CoreSubscriber<T> {
    private final List<Signal<T>> ends = new CopyOnWriteArrayList<>();
    private final List<T> values = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> ended = Sinks.empty();

    private SignalLog() {}

    /** Subscribes and asks for everything. */
    public static <T> SignalLog<T> of(Publisher<T> publisher) {
        SignalLog<T> log = new SignalLog<>();
        publisher.subscribe(log);
        return log;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T value) {
        values.add(value);
    }

    @Override
    public void onError(Throwable cause) {
        ends.add(Signal.error(cause));
        ended.tryEmitEmpty();
    }

    @Override
    public void onComplete() {
        ends.add(Signal.complete());
        ended.tryEmitEmpty();
    }

    /** Whether nothing has ended the stream so far. */
    public boolean isOpen() {
        return ends.isEmpty();
    }

    public List<T> values() {
        return values;
    }

    /** Waits for the end and checks that there was one only. */
    public Signal<T> end() {
        Mono<Boolean> over = ended.asMono().thenReturn(true).timeout(PatientVerifiers.PATIENCE, Mono.just(false));
        assertThat(over.block())
                .as("the stream has ended; it has emitted %s", values)
                .isTrue();
        assertThat(ends).as("terminal signals").hasSize(1);
        return ends.get(0);
    }
}
