package org.reactivemux.reactor.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.Outcome;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One observation under way, and its one end: whoever waits for what is observed hears of that afterwards. */
final class Observed {
    private final ObservationRegistry registry;
    private final Observation observation;
    private final Consumer<Outcome> ending;
    private final Predicate<Throwable> gone;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * An observation that was started.
     *
     * @param registry where that was
     * @param ending told how it has ended just before it is stopped
     * @param gone whether a failure only says that nobody wants it any more
     */
    Observed(
            ObservationRegistry registry,
            Observation observation,
            Consumer<Outcome> ending,
            Predicate<Throwable> gone) {
        this.registry = registry;
        this.observation = observation;
        this.ending = ending;
        this.gone = gone;
    }

    /** Makes it the thread's current one as long as that takes. */
    <T> T scoped(Supplier<T> action) {
        Observation.Scope before = registry.getCurrentObservationScope();
        Observation.Scope scope = Defects.guarded(observation::openScope);
        try {
            return action.get();
        } finally {
            if (scope != null) {
                Defects.guarded(scope::close);
            }
            registry.setCurrentObservationScope(before); // which one that failed to open or close has not seen to
        }
    }

    <T> Flux<T> watch(Flux<T> stream) {
        return stream.doOnComplete(this::completed)
                .doOnError(this::failed)
                .doOnCancel(this::cancelled)
                .contextWrite(this::enter);
    }

    <T> Mono<T> watch(Mono<T> answer) {
        return answer.doOnSuccess(value -> completed())
                .doOnError(this::failed)
                .doOnCancel(this::cancelled)
                .contextWrite(this::enter);
    }

    private Context enter(Context subscriber) {
        return subscriber.put(MuxObservations.KEY, observation);
    }

    private void completed() {
        end(Outcome.COMPLETED);
    }

    private void cancelled() {
        end(Outcome.CANCELLED);
    }

    private void failed(Throwable cause) {
        if (gone.test(cause)) {
            end(Outcome.CANCELLED);
        } else if (!over.get()) {
            Defects.guarded(() -> observation.error(cause));
            end(Outcome.FAILED);
        }
    }

    private void end(Outcome outcome) {
        if (over.compareAndSet(false, true)) {
            ending.accept(outcome);
            Defects.guarded(observation::stop);
        }
    }
}
