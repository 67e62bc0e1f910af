package org.reactivemux.samples.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Opens a stream that has no end, takes a few messages, cancels, and does it again. */
final class Canceller implements Troublemaker {
    private static final int TAKEN = 5;
    private static final Duration REST = Duration.ofMillis(10);

    private final EndlessHandler endless = new EndlessHandler();
    private final AtomicLong cancelled = new AtomicLong();

    @Override
    public String name() {
        return "canceller";
    }

    @Override
    public MuxHandler handler() {
        return endless;
    }

    @Override
    public Disposable trouble(MuxConnection connection) {
        endless.countAnew();
        cancelled.set(0);
        return connection
                .exchange(name(), Mono.empty())
                .doOnCancel(cancelled::incrementAndGet)
                .take(TAKEN)
                .then(Mono.delay(REST))
                .repeat()
                .onErrorComplete() // the connection has gone
                .subscribe();
    }

    @Override
    public String deeds() {
        return "cancelled %s streams after %d messages; their senders made %s"
                .formatted(Amounts.count(cancelled.get()), TAKEN, Amounts.count(endless.made()));
    }
}
