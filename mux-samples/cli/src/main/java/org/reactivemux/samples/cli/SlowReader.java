package org.reactivemux.samples.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Asks for one message at a time of a stream that has no end, and takes a rest after each. */
final class SlowReader implements Troublemaker {
    private static final Duration REST = Duration.ofMillis(20);

    private final EndlessHandler endless = new EndlessHandler();
    private final AtomicLong read = new AtomicLong();

    @Override
    public String name() {
        return "slow reader";
    }

    @Override
    public MuxHandler handler() {
        return endless;
    }

    @Override
    public Disposable trouble(MuxConnection connection) {
        endless.countAnew();
        read.set(0);
        return connection
                .exchange(name(), Mono.empty())
                .doOnNext(message -> read.incrementAndGet())
                .concatMap(message -> Mono.delay(REST), 1)
                .onErrorComplete() // the connection has gone
                .subscribe();
    }

    @Override
    public String deeds() {
        return "read %s, one every %d ms; its sender made %s"
                .formatted(Amounts.count(read.get()), REST.toMillis(), Amounts.count(endless.made()));
    }
}
