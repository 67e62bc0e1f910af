package org.reactivemux.samples.cli;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends a few messages, fails in the middle of its stream, and does it again. */
final class FailingWriter implements Troublemaker {
    private static final ErrorCode ON_PURPOSE = ErrorCode.application(0x1003);
    private static final int SENT = 3;
    private static final Duration REST = Duration.ofMillis(10);

    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();

    @Override
    public String name() {
        return "failing writer";
    }

    @Override
    public MuxHandler handler() {
        return channel -> channel.receive().then().onErrorResume(ChannelException.class, failure -> {
            if (failure.code().equals(ON_PURPOSE)) {
                seen.incrementAndGet();
            }
            return Mono.empty();
        });
    }

    @Override
    public Disposable trouble(MuxConnection connection) {
        failed.set(0);
        seen.set(0);
        Flux<ByteBuffer> messages = Flux.range(1, SENT)
                .map(number -> Texts.message("message " + number))
                .concatWith(Mono.error(() -> new ChannelException(ON_PURPOSE, "on purpose")));
        return connection
                .exchange(name(), messages)
                .then()
                .onErrorResume(ChannelException.class, failure -> {
                    failed.incrementAndGet();
                    return Mono.empty();
                })
                .then(Mono.delay(REST))
                .repeat()
                .onErrorComplete() // the connection has gone
                .subscribe();
    }

    @Override
    public String deeds() {
        return "failed %s times after %d messages; the other side was told of %s"
                .formatted(Amounts.count(failed.get()), SENT, Amounts.count(seen.get()));
    }
}
