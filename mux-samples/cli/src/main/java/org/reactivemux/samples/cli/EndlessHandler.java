package org.reactivemux.samples.cli;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Sends without end, and counts what it was asked for: how far it gets is up to the reader. */
final class EndlessHandler implements MuxHandler {
    private static final ByteBuffer MESSAGE = ByteBuffer.wrap(new byte[4_096]);

    private final AtomicLong made = new AtomicLong();

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return channel.send(Flux.generate(sink -> {
            made.incrementAndGet();
            sink.next(MESSAGE);
        }));
    }

    void countAnew() {
        made.set(0);
    }

    long made() {
        return made.get();
    }
}
