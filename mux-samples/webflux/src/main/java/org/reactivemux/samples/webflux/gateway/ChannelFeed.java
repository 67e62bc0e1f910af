package org.reactivemux.samples.webflux.gateway;

import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at the channels as long as anybody wants to know, once for all who do. */
@Component
final class ChannelFeed {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** For how long a look goes on without anybody, as pages are loaded anew. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Worker worker;
    private final Readers readers;
    private final Flux<Channels> looks;

    ChannelFeed(Worker worker, Readers readers) {
        this.worker = worker;
        this.readers = readers;
        this.looks = Flux.interval(Duration.ZERO, BETWEEN_LOOKS)
                .onBackpressureDrop()
                .concatMap(beat -> look(), 1)
                .replay(1)
                .refCount(1, GRACE);
    }

    /** What is to be seen at this moment, and whenever it was looked at again. */
    Flux<Channels> channels() {
        return looks.onBackpressureLatest();
    }

    private Mono<Channels> look() {
        return worker.figures()
                .timed()
                .map(answer -> Channels.of(answer.get(), answer.elapsed(), readers))
                .onErrorResume(absent -> Mono.just(Channels.without(absent)));
    }
}
