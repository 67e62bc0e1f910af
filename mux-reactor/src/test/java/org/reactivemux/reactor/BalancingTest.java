package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** Several connections behind one: who gets the next channel, and what becomes of a broken one. */
@ExtendWith({NothingDropped.class, PatientVerifiers.class})
class BalancingTest {
    private final EndpointException nobody = new EndpointException(Reason.NO_SERVER, "nobody listens", null);

    private final ServerInMemory server = new ServerInMemory(end -> end.handle("hold", channel -> Mono.never()));

    private MuxConnection several(int connections, Balancing balancing) {
        return server.reconnect(ReconnectOptions.defaults().retry(Retry.max(0)).connections(connections, balancing));
    }

    private static Disposable hold(MuxConnection mux) {
        return mux.exchange("hold", Flux.never()).subscribe();
    }

    private int channels(int connection) {
        return server.clientsEnd(connection).snapshot().channels().size();
    }

    private static void useIt(MuxConnection mux) {
        StepVerifier.create(mux.request(ECHO, utf8("hello")))
                .expectNext(utf8("hello"))
                .verifyComplete();
    }

    @Test
    void theFirstUseMakesThemAllAndNothingDoesBefore() {
        MuxConnection mux = several(3, Balancing.ROUND_ROBIN);
        assertThat(server.attempts()).isZero();
        useIt(mux);
        assertThat(server.accepted()).isEqualTo(3);
    }

    @Test
    void oneAfterTheOtherEachGetsTheSame() {
        MuxConnection mux = several(3, Balancing.ROUND_ROBIN);
        useIt(mux);
        for (int i = 0; i < 30; i++) {
            hold(mux);
        }
        assertThat(List.of(channels(0), channels(1), channels(2))).containsOnly(10);
    }

    @Test
    void theOneWithTheFewestChannelsIsFilledUpFirst() {
        MuxConnection mux = several(2, Balancing.LEAST_CHANNELS);
        useIt(mux);
        List<Disposable> held = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            held.add(hold(mux));
        }
        assertThat(List.of(channels(0), channels(1))).containsOnly(10);
        for (int i = 0; i < 8; i++) {
            server.clientsEnd(0).exchange("hold", Flux.never()).subscribe();
        }
        for (int i = 0; i < 8; i++) {
            hold(mux);
        }
        assertThat(List.of(channels(0), channels(1))).containsOnly(18);
        held.forEach(Disposable::dispose);
        assertThat(channels(0) + channels(1)).isEqualTo(16);
    }

    @Test
    void aBrokenOneIsPassedOverWhileTheOthersServeAndComesBackByItself() {
        StepVerifier.withVirtualTime(() -> {
                    ServerInMemory fragile = new ServerInMemory();
                    MuxConnection mux =
                            fragile.reconnect(ReconnectOptions.defaults().connections(2, Balancing.ROUND_ROBIN));
                    Flux<ByteBuffer> uses = mux.request(ECHO, utf8("x")).repeat(9);
                    return uses.doOnComplete(() -> {
                                fragile.end(1).dispose();
                                fragile.goDown(nobody);
                            })
                            .thenMany(uses)
                            .doOnComplete(() -> {
                                assertThat(fragile.accepted()).isEqualTo(2);
                                Schedulers.parallel().schedule(fragile::comeUp, 1, TimeUnit.MINUTES);
                            })
                            .thenMany(uses.delaySubscription(Duration.ofSeconds(71)))
                            .doOnComplete(() -> assertThat(fragile.accepted()).isEqualTo(3));
                })
                .thenAwait(Duration.ofSeconds(71))
                .expectNextCount(10)
                .verifyComplete();
    }

    @Test
    void whoFindsNoneIsServedByTheFirstThatIsThere() {
        Sinks.Empty<Void> opening = server.letWait();
        MuxConnection mux = several(2, Balancing.ROUND_ROBIN);
        SignalLog<ByteBuffer> waiting = SignalLog.of(mux.request(ECHO, utf8("hello")));
        mux.request(ECHO, utf8("impatient")).subscribe().dispose();
        assertThat(server.attempts()).isEqualTo(2);
        assertThat(server.abandoned()).isZero();
        opening.tryEmitEmpty().orThrow();
        assertThat(waiting.end().getThrowable()).isNull();
        assertThat(server.accepted()).isEqualTo(2);
    }

    @Test
    void ifAllAttemptsFailTheFirstFailureIsTold() {
        server.goDown(nobody);
        MuxConnection mux = several(3, Balancing.LEAST_CHANNELS);
        StepVerifier.create(mux.open(named(ECHO)))
                .verifyErrorSatisfies(failure -> assertThat(failure).isSameAs(nobody));
        server.comeUp();
        useIt(mux);
    }

    @Test
    void snapshotAndPeerAreOfAllOfThem() {
        MuxConnection mux = several(2, Balancing.ROUND_ROBIN);
        useIt(mux);
        for (int i = 0; i < 4; i++) {
            hold(mux);
        }
        assertThat(mux.snapshot().channels()).hasSize(4);
        assertThat(mux.snapshot().framesSent())
                .isEqualTo(server.clientsEnd(0).snapshot().framesSent()
                        + server.clientsEnd(1).snapshot().framesSent());
        assertThat(mux.peer()).isEqualTo(server.clientsEnd(0).peer());
    }

    @Test
    void disposingEndsThemAll() {
        MuxConnection mux = several(2, Balancing.ROUND_ROBIN);
        useIt(mux);
        mux.dispose();
        StepVerifier.create(mux.onClose()).verifyComplete();
        assertThat(server.clientsEnd(0).isDisposed()).isTrue();
        assertThat(server.clientsEnd(1).isDisposed()).isTrue();
        StepVerifier.create(mux.request(ECHO, utf8("late"))).verifyError();
        assertThat(server.attempts()).isEqualTo(2);
    }
}
