package org.reactivemux.samples.benchmarks.contender;

import java.util.function.Supplier;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The same message over and over, as fast as it is asked for: what costs time is carrying it. */
final class Repeated {
    private Repeated() {}

    static <T> Flux<T> of(int messages, Publishing publishing, Supplier<T> message) {
        Flux<T> all = Flux.range(0, messages).map(number -> message.get());
        return switch (publishing) {
            case IN_PLACE -> all;
            case OTHER_THREAD -> all.publishOn(Schedulers.single());
        };
    }
}
