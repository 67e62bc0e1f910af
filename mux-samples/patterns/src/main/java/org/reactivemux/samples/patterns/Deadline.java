package org.reactivemux.samples.patterns;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * When an answer is of no use any more. It lies in the Reactor context, and crosses to another process as the time that is
 * left, for clocks may differ.
 *
 * @param atMillis by the clock of Reactor's schedulers
 */
public record Deadline(long atMillis) {
    private static final String TIME_LEFT = "time-left-ms";

    /**
     * Counts from now.
     *
     * @param time that there is
     * @return the deadline
     */
    public static Deadline in(Duration time) {
        return new Deadline(now() + time.toMillis());
    }

    /**
     * For {@code contextWrite}: all that happens upstream has to be done by then.
     *
     * @return a context with this deadline
     */
    public Context context() {
        return Context.of(Deadline.class, this);
    }

    /**
     * A request within the deadline of its subscriber.
     *
     * @param mux the connection
     * @param name the channel's name
     * @param message the request
     * @return the answer, or a {@link java.util.concurrent.TimeoutException}
     */
    public static Mono<ByteBuffer> request(MuxConnection mux, String name, ByteBuffer message) {
        return Mono.deferContextual(context -> {
            Duration left = context.get(Deadline.class).left();
            ChannelSpec spec = ChannelSpec.named(name).metadata(TIME_LEFT, Text.encode(Long.toString(left.toMillis())));
            return mux.exchange(spec, Mono.just(message)).single().timeout(left);
        });
    }

    /**
     * Hands a caller's deadline on to the handler: what it asks of others gets what time is left. It needs no timer of its
     * own, for a caller that gives up cancels the channel, and with it the handler.
     *
     * @param handler whose requests keep to the deadline
     * @return the handler
     */
    public static MuxHandler inherited(MuxHandler handler) {
        return channel -> {
            ByteBuffer left = channel.metadata().getOrDefault(TIME_LEFT, Text.encode("60000"));
            Deadline deadline = in(Duration.ofMillis(Long.parseLong(Text.decode(left))));
            return Flux.from(handler.handle(channel)).contextWrite(deadline.context());
        };
    }

    private Duration left() {
        return Duration.ofMillis(Math.max(0, atMillis - now()));
    }

    private static long now() {
        return Schedulers.parallel().now(TimeUnit.MILLISECONDS);
    }
}
