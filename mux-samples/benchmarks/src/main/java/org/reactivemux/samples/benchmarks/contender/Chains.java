package org.reactivemux.samples.benchmarks.contender;

import org.reactivemux.samples.benchmarks.workload.Requests;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Requests in as many chains as are to be under way at a time: in each the next follows the last one's answer. Beside the
 * requests themselves this costs next to nothing, whoever answers them.
 */
final class Chains {
    private Chains() {}

    /** Completes with the number of answers. */
    static Mono<Long> of(Requests load, int requests, Mono<?> request) {
        int chains = Math.min(load.atATime(), requests);
        return Flux.range(0, chains)
                .map(chain -> requests / chains + (chain < requests % chains ? 1 : 0))
                .flatMap(length -> request.repeat(length - 1).count(), Math.max(1, chains))
                .reduce(0L, Long::sum);
    }
}
