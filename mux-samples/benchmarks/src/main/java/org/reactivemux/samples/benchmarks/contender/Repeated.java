package org.reactivemux.samples.benchmarks.contender;

import java.util.Collections;
import java.util.function.Supplier;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * The same message over and over, as fast as it is asked for and without numbers that would be boxed: what costs is
 * carrying it.
 */
final class Repeated {
    private Repeated() {}

    static <T> Flux<T> of(int messages, Publishing publishing, Supplier<T> message) {
        // No collection: of one, RSocket would have every element discarded that is left when a stream is cancelled.
        Iterable<Supplier<T>> copies =
                () -> Collections.nCopies(messages, message).iterator();
        Flux<T> all = Flux.fromIterable(copies).map(Supplier::get);
        return switch (publishing) {
            case IN_PLACE -> all;
            case OTHER_THREAD -> all.publishOn(Schedulers.single());
        };
    }
}
