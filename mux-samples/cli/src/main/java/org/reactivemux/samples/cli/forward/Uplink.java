package org.reactivemux.samples.cli.forward;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The way to the server: one connection, made when it is needed and made anew when it has ended, takes no more channels
 * or is going away. The channels of one that is left go on to their end.
 */
final class Uplink {
    /** Nobody is hurried. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(10_000);

    private final Complaints complaints;
    private final Mono<MuxConnection> current;
    private final Set<MuxConnection> alive = ConcurrentHashMap.newKeySet();
    private final Set<MuxConnection> left = ConcurrentHashMap.newKeySet();

    Uplink(Mono<MuxConnection> connecting, Complaints complaints) {
        this.complaints = complaints;
        this.current =
                connecting.doOnNext(this::watch).cacheInvalidateIf(mux -> mux.isDisposed() || left.contains(mux));
    }

    /** Connects unless there is a connection. */
    Mono<Void> connect() {
        return current.then();
    }

    /** Opens a channel; one that was certainly not heard of is opened once more, on another connection. */
    Mono<MuxChannel> open(ChannelSpec spec) {
        return current.flatMap(mux -> mux.open(spec).doOnError(Uplink::isRetrySafe, refusal -> leave(mux)))
                .retryWhen(Retry.max(1)
                        .filter(Uplink::isRetrySafe)
                        .onRetryExhaustedThrow((retry, last) -> last.failure()));
    }

    private static boolean isRetrySafe(Throwable failure) {
        return failure instanceof MuxException known && known.retrySafe();
    }

    private void watch(MuxConnection mux) {
        alive.add(mux);
        mux.onClose()
                .doOnError(failure -> complaints.tell("the connection to the server has ended", failure))
                .onErrorComplete()
                .doFinally(end -> {
                    alive.remove(mux);
                    left.remove(mux);
                })
                .subscribe();
    }

    private void leave(MuxConnection mux) {
        if (alive.contains(mux) && left.add(mux)) {
            mux.shutdown(AS_LONG_AS_IT_TAKES).subscribe();
        }
    }

    /** Ends all connections in good order; cancelling stops the waiting, not the shutdown. */
    Mono<Void> shutdown(Duration grace) {
        return Flux.defer(() -> Flux.fromIterable(alive))
                .flatMap(mux -> mux.shutdown(grace), Integer.MAX_VALUE)
                .then();
    }
}
