package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** A connection that re-establishes itself, and several behind one, over sockets whose servers come and go. */
@EachTransport
class ReconnectOverSocketsTest {
    private static final Retry SOON = Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(2));
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int RESTARTS = 3;
    private static final int JOBS_BETWEEN = 200;

    @AutoClose
    private final Sockets sockets;

    private final List<Map<Job, Integer>> begun = new ArrayList<>();

    ReconnectOverSocketsTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private MuxConnection reconnecting() {
        return sockets.keep(sockets.client().reconnect(SOON));
    }

    private MuxServer jobServer() {
        JobHandler handler = new JobHandler();
        begun.add(handler.begun());
        return sockets.server().handle(Job.NAME, handler);
    }

    @Test
    void aUseWaitsForAServerThatIsNotThereYet() {
        SignalLog<ByteBuffer> waiting = SignalLog.of(reconnecting().request(ECHO, utf8("early")));
        sockets.bind(sockets.server());
        assertThat(waiting.end().getThrowable()).isNull();
        assertThat(waiting.values()).containsExactly(utf8("early"));
    }

    @Test
    void aServerThatIsCutOffIsFoundAgain() {
        sockets.bind(sockets.server());
        AtomicInteger lost = new AtomicInteger();
        MuxConnection mux = sockets.keep(sockets.client()
                .reconnect(ReconnectOptions.defaults()
                        .onEvent(event -> lost.addAndGet(event instanceof ReconnectEvent.Lost ? 1 : 0))));
        Sockets.roundTrip(mux);
        Sockets.kill(sockets.accepted().get(0));
        assertThatSoon(lost::get, count -> count == 1, "the client has noticed");
        Sockets.roundTrip(mux);
        assertThat(sockets.accepted()).hasSize(2);
    }

    /** K-7 to K-12, with one connection for all jobs, which changes over from one server to the next. */
    @Test
    void throughRestartsNoJobIsLostAndNoneIsDoneTwice() {
        MuxBinding serving = sockets.bind(jobServer());
        JobLoad load = JobLoad.on(reconnecting());
        for (int i = 0; i < RESTARTS; i++) {
            load.awaitMore(JOBS_BETWEEN);
            SignalLog<Void> shutdown = SignalLog.of(serving.shutdown(LONG));
            serving = sockets.keep(
                    Objects.requireNonNull(Succession.bind(jobServer()).block(PATIENCE)));
            assertThat(shutdown.end().isOnComplete()).isTrue();
            load.awaitMore(JOBS_BETWEEN);
        }
        load.stop();
        load.assertThatEachJobWasDoneOnce(begun);
        assertThat(sockets.connected()).hasSizeGreaterThan(RESTARTS);
    }

    /** A job that failed and may have been begun is not tried again, neither by the connection nor by its user. */
    @Test
    void throughCrashesNoJobIsBegunTwice() {
        sockets.bind(jobServer());
        MuxConnection mux = reconnecting();
        Set<Job> done = ConcurrentHashMap.newKeySet();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        SignalLog<Void> load = SignalLog.of(Flux.range(0, 600)
                .map(Job::new)
                .flatMap(
                        job -> mux.exchange(job.spec(), job.messages())
                                .collectList()
                                .retryWhen(Retry.indefinitely()
                                        .filter(failure -> failure instanceof MuxException known && known.retrySafe()))
                                .doOnNext(answers -> done.add(job))
                                .onErrorResume(failure -> {
                                    failures.add(failure);
                                    return Mono.empty();
                                }),
                        8)
                .then());
        for (int i = 1; i <= RESTARTS; i++) {
            int enough = i * 100;
            assertThatSoon(done::size, size -> size >= enough, "some jobs done");
            List<Channel> accepted = sockets.accepted();
            Sockets.kill(accepted.get(accepted.size() - 1));
        }
        assertThat(load.end().isOnComplete()).isTrue();
        assertThat(done.size() + failures.size()).isEqualTo(600);
        assertThat(failures)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ConnectionException.class,
                                lost -> assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTION_LOST)));
        assertThat(begun.get(0).values()).allMatch(times -> times == 1);
        // What the handlers would have sent fails with what they read, when nobody is left to be told of it.
        assertThat(NothingDropped.taken()).allMatch(ConnectionException.class::isInstance);
    }

    @Test
    void twoConnectionsUseTwoEventLoops() {
        sockets.bind(sockets.server());
        AtomicInteger there = new AtomicInteger();
        MuxConnection mux = sockets.keep(sockets.client()
                .reconnect(ReconnectOptions.defaults()
                        .connections(2, Balancing.ROUND_ROBIN)
                        .onEvent(event -> there.addAndGet(event instanceof ReconnectEvent.Connected ? 1 : 0))));
        Sockets.roundTrip(mux);
        assertThatSoon(there::get, count -> count == 2, "connections");
        Set<String> threads = Flux.range(0, 100)
                .concatMap(i -> mux.request(ECHO, utf8("where?"))
                        .map(answer -> Thread.currentThread().getName()))
                .collect(Collectors.toSet())
                .block(PATIENCE);
        assertThat(threads).hasSize(2);
        assertThat(sockets.connected().stream().map(Channel::eventLoop).distinct())
                .hasSize(2);
    }

    @Test
    void disposingItWhileItConnectsLeavesNothingBehind() {
        sockets.bind(sockets.server());
        for (int i = 0; i < 50; i++) {
            MuxConnection mux = sockets.client().reconnect();
            SignalLog<ByteBuffer> waiting = SignalLog.of(mux.request(ECHO, utf8("x")));
            mux.dispose();
            waiting.end();
            StepVerifier.create(mux.onClose()).verifyComplete();
        }
        assertThatSoon(
                () -> sockets.connected().stream().filter(Channel::isOpen).count(), open -> open == 0, "none is open");
        NothingDropped.taken(); // a connection that came at the very moment of the dispose; it was closed, as was seen
    }
}
