package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivemux.ConnectionException;
import org.reactivemux.EndpointException;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Clients of {@code mux serve} that have texts echoed without a pause. One that is refused goes to whoever listens next;
 * one that fails in any other way is lost.
 */
final class EchoLoad {
    private static final int CONNECTIONS = 3;
    private static final int AT_A_TIME = 8;
    private static final Duration MOMENT = Duration.ofMillis(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mono<MuxConnection> connecting;
    private final Mono<Void> over;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    EchoLoad(Path socket) {
        connecting = MuxClient.create()
                .unix(socket)
                .connect()
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, MOMENT)
                        .filter(failure ->
                                failure instanceof EndpointException || failure instanceof ConnectionException));
        over = Flux.range(0, CONNECTIONS)
                .flatMap(connection -> work(new AtomicReference<>(connecting.cache())))
                .then()
                .cache();
        over.subscribe();
    }

    private Mono<Void> work(AtomicReference<Mono<MuxConnection>> current) {
        return Flux.range(0, AT_A_TIME)
                .flatMap(worker ->
                        Mono.defer(() -> echo(begun.incrementAndGet(), current)).repeat(() -> !stopping))
                .then(Mono.defer(() -> Objects.requireNonNull(current.get()).doOnNext(MuxConnection::dispose)))
                .then();
    }

    private Mono<Void> echo(int number, AtomicReference<Mono<MuxConnection>> current) {
        List<String> texts = List.of(number + " is", "echoed by", "somebody");
        return Mono.defer(() -> attempt(texts, current))
                .retryWhen(Retry.indefinitely().filter(EchoLoad::isRetrySafe))
                .onErrorResume(failure -> Mono.fromRunnable(() -> lost.add(texts.get(0) + " lost: " + failure)));
    }

    private Mono<Void> attempt(List<String> texts, AtomicReference<Mono<MuxConnection>> current) {
        Mono<MuxConnection> used = Objects.requireNonNull(current.get());
        Flux<ByteBuffer> messages =
                Flux.fromIterable(texts).delayElements(MOMENT).map(StandardCharsets.UTF_8::encode);
        return used.flatMapMany(mux -> mux.exchange("echo", messages))
                .map(answer -> StandardCharsets.UTF_8.decode(answer).toString())
                .collectList()
                .doOnNext(answers -> {
                    assertThat(answers).isEqualTo(texts);
                    done.incrementAndGet();
                })
                .doOnError(EchoLoad::isRetrySafe, refusal -> {
                    refusals.incrementAndGet();
                    current.compareAndSet(used, connecting.cache());
                })
                .then();
    }

    private static boolean isRetrySafe(Throwable failure) {
        return failure instanceof MuxException known && known.retrySafe();
    }

    void awaitMore(int more) throws Exception {
        int enough = done.get() + more;
        Eventually.holds(more + " more echoes", () -> done.get() >= enough);
    }

    /** Lets what has begun finish, and checks that all of it came to its end. */
    void stop() {
        stopping = true;
        over.block(PATIENCE);
        assertThat(lost).isEmpty();
        assertThat(done).hasValue(begun.get());
        assertThat(refusals.get()).as("refusals").isPositive();
    }
}
