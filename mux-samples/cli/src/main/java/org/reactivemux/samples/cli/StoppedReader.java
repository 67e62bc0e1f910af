package org.reactivemux.samples.cli;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** Reads a little of a stream that has no end, and then no more; but keeps the channel. */
final class StoppedReader implements Troublemaker {
    private static final int ENOUGH = 10;

    private final EndlessHandler endless = new EndlessHandler();
    private final AtomicLong read = new AtomicLong();

    @Override
    public String name() {
        return "stopped reader";
    }

    @Override
    public MuxHandler handler() {
        return endless;
    }

    @Override
    public Disposable trouble(MuxConnection connection) {
        endless.countAnew();
        read.set(0);
        BaseSubscriber<ByteBuffer> reader = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(ENOUGH);
            }

            @Override
            protected void hookOnNext(ByteBuffer message) {
                read.incrementAndGet();
            }

            @Override
            protected void hookOnError(Throwable connectionGone) {
                // so much the better
            }
        };
        connection.exchange(name(), Mono.empty()).subscribe(reader);
        return reader;
    }

    @Override
    public String deeds() {
        return "read %s and stopped; its sender made %s and waits"
                .formatted(Amounts.count(read.get()), Amounts.count(endless.made()));
    }
}
