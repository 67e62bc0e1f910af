package org.reactivemux.reactor.micrometer;

import io.micrometer.observation.Observation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.reactivemux.reactor.micrometer.MuxObservationDocumentation.Outcome;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One observation under way, and its one end: whoever waits for what is observed hears of that afterwards. */
final class Observed {
    private final Observation observation;
    private final Consumer<Outcome> ending;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Just before the observation is stopped it is told how it ended. */
    Observed(Observation observation, Consumer<Outcome> ending) {
        this.observation = observation;
        this.ending = ending;
    }

    Observation observation() {
        return observation;
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
        if (!over.get()) {
            observation.error(cause);
            end(Outcome.FAILED);
        }
    }

    private void end(Outcome outcome) {
        if (over.compareAndSet(false, true)) {
            ending.accept(outcome);
            observation.stop();
        }
    }
}
