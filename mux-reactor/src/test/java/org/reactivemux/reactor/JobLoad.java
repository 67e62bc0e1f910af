package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Clients that have jobs done without a pause, several at a time on each of several connections. A job that failed is
 * tried again, on a new connection, only if that is said to be safe.
 */
final class JobLoad {
    private static final int CONNECTIONS = 4;
    private static final int AT_A_TIME = 8;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(2);

    private final Mono<MuxConnection> connecting;
    private final SignalLog<Void> workers;
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Set<Job> done = ConcurrentHashMap.newKeySet();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    private JobLoad(Mono<MuxConnection> connecting) {
        this.connecting = connecting;
        workers = SignalLog.of(Flux.range(0, CONNECTIONS)
                .flatMap(connection -> work(new AtomicReference<>(connecting.cache())))
                .then());
    }

    /** Starts working. */
    static JobLoad on(MuxClient client, UnaryOperator<MuxConnection> keeping) {
        return new JobLoad(client.connect()
                .map(keeping)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_ATTEMPTS).filter(JobLoad::isRetrySafe)));
    }

    /** Starts working on one connection, which has to re-establish itself. */
    static JobLoad on(MuxConnection reconnecting) {
        return new JobLoad(Mono.just(reconnecting));
    }

    private Mono<Void> work(AtomicReference<Mono<MuxConnection>> current) {
        return Flux.range(0, AT_A_TIME)
                .flatMap(worker -> Mono.defer(() -> haveDone(new Job(jobs.getAndIncrement()), current))
                        .repeat(() -> !stopping))
                .then();
    }

    private Mono<Void> haveDone(Job job, AtomicReference<Mono<MuxConnection>> current) {
        return Mono.defer(() -> attempt(job, current))
                .retryWhen(Retry.indefinitely().filter(JobLoad::isRetrySafe))
                .onErrorResume(failure -> {
                    lost.add(job + ": " + failure);
                    return Mono.empty();
                });
    }

    private Mono<Void> attempt(Job job, AtomicReference<Mono<MuxConnection>> current) {
        Mono<MuxConnection> used = Objects.requireNonNull(current.get());
        return used.flatMapMany(mux -> mux.exchange(job.spec(), job.messages()))
                .collectList()
                .doOnNext(answers -> {
                    job.assertThatItIsDoneWith(answers);
                    done.add(job);
                })
                .doOnError(JobLoad::isRetrySafe, refusal -> {
                    refusals.incrementAndGet();
                    current.compareAndSet(used, connecting.cache());
                })
                .then();
    }

    private static boolean isRetrySafe(Throwable failure) {
        return failure instanceof MuxException known && known.retrySafe();
    }

    /** Waits until so many more jobs are done. */
    void awaitMore(int more) {
        int enough = done.size() + more;
        assertThatSoon(done::size, size -> size >= enough, "at least " + enough + " jobs done");
    }

    int refusals() {
        return refusals.get();
    }

    /** Lets the jobs that have begun finish, and waits for the last. */
    void stop() {
        stopping = true;
        assertThat(workers.end().isOnComplete()).isTrue();
    }

    /** Whatever was asked for was begun once, by whomever, and came to its end. */
    void assertThatEachJobWasDoneOnce(List<Map<Job, Integer>> begunByServers) {
        assertThat(lost).as("jobs that failed and must not be tried again").isEmpty();
        List<Job> all = IntStream.range(0, jobs.get()).mapToObj(Job::new).toList();
        assertThat(done).containsExactlyInAnyOrderElementsOf(all);
        assertThat(begunByServers.stream().flatMap(begun -> begun.entrySet().stream()))
                .as("jobs and how often they began")
                .hasSize(all.size())
                .allMatch(begun -> begun.getValue() == 1);
    }
}
