package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ConnectionException;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/** A connection that re-establishes itself when it is used; nothing is ever sent twice (ADR 8). */
@ExtendWith({NothingDropped.class, PatientVerifiers.class})
class ReconnectTest {
    private final EndpointException nobody = new EndpointException(Reason.NO_SERVER, "nobody listens", null);

    private final AtomicInteger begun = new AtomicInteger();
    private final Sinks.Many<ByteBuffer> later = Sinks.many().unicast().onBackpressureBuffer();
    private final ServerInMemory server = new ServerInMemory(end -> end.handle("count", channel -> {
                begun.incrementAndGet();
                return channel.receive().then();
            })
            .handle("later", channel -> channel.send(later.asFlux())));
    private final MuxConnection mux = server.reconnect(ReconnectOptions.defaults());

    private static SignalLog<ByteBuffer> echo(MuxConnection mux, String text) {
        return SignalLog.of(mux.request(ECHO, utf8(text)));
    }

    private static void assertAnswered(SignalLog<ByteBuffer> request, String text) {
        assertThat(request.end().getThrowable()).isNull();
        assertThat(request.values()).containsExactly(utf8(text));
    }

    private static void assertFailed(@Nullable Throwable failure, ErrorCode code, boolean retrySafe) {
        assertThat(failure).isInstanceOf(MuxException.class);
        assertThat(((MuxException) Objects.requireNonNull(failure)).code()).isEqualTo(code);
        assertThat(((MuxException) failure).retrySafe()).isEqualTo(retrySafe);
    }

    @Test
    void nothingIsConnectedBeforeTheFirstUse() {
        mux.exchange(ECHO, Flux.empty());
        mux.request(ECHO, utf8("not subscribed"));
        mux.open(named(ECHO));
        assertThat(server.attempts()).isZero();
    }

    @Test
    void allUsesGoToOneConnection() {
        assertAnswered(echo(mux, "one"), "one");
        assertAnswered(SignalLog.of(mux.exchange(ECHO, Flux.just(utf8("two")))), "two");
        StepVerifier.create(mux.open(named(ECHO))
                        .flatMapMany(channel ->
                                channel.send(Mono.just(utf8("three"))).thenMany(channel.receive())))
                .expectNext(utf8("three"))
                .verifyComplete();
        assertThat(server.attempts()).isEqualTo(1);
    }

    @Test
    void allWhoWaitShareOneAttempt() {
        Sinks.Empty<Void> opening = server.letWait();
        List<SignalLog<ByteBuffer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(echo(mux, "message"));
        }
        assertThat(waiting).allMatch(SignalLog::isOpen);
        opening.tryEmitEmpty().orThrow();
        waiting.forEach(request -> assertAnswered(request, "message"));
        assertThat(server.attempts()).isEqualTo(1);
    }

    @Test
    void whoCancelsDoesNotTakeTheAttemptFromTheOthers() {
        Sinks.Empty<Void> opening = server.letWait();
        SignalLog<ByteBuffer> patient = echo(mux, "patient");
        mux.request("count", utf8("impatient")).subscribe().dispose();
        assertThat(server.abandoned()).isZero();
        opening.tryEmitEmpty().orThrow();
        assertAnswered(patient, "patient");
        assertThat(begun).hasValue(0);
    }

    @Test
    void theLastWhoCancelsEndsTheAttemptAndTheNextUseBeginsAnother() {
        server.letWait();
        mux.request(ECHO, utf8("first")).subscribe().dispose();
        assertThat(server.abandoned()).isEqualTo(1);
        server.letWait().tryEmitEmpty().orThrow();
        assertAnswered(echo(mux, "second"), "second");
        assertThat(server.attempts()).isEqualTo(2);
    }

    @Test
    void aConnectionThatWasLostIsMadeAnewOnTheNextUse() {
        assertAnswered(echo(mux, "before"), "before");
        server.end(0).dispose();
        assertThat(server.attempts()).isEqualTo(1);
        assertAnswered(echo(mux, "after"), "after");
        assertThat(server.attempts()).isEqualTo(2);
        assertThat(mux.isDisposed()).isFalse();
    }

    @Test
    void whatWasUnderWayFailsOnceAndIsNotSentAgain() {
        SignalLog<ByteBuffer> exchange =
                SignalLog.of(mux.exchange("count", Flux.concat(Mono.just(utf8("x")), Flux.never())));
        server.end(0).dispose();
        assertFailed(exchange.end().getThrowable(), ErrorCode.CANCELLED, false);
        assertAnswered(echo(mux, "after"), "after");
        assertThat(begun).hasValue(1);
    }

    /** K-9, K-12 */
    @Test
    void whenTheServerGoesAwayWhatIsOpenFinishesAndWhatIsNewGoesToAnotherConnection() {
        SignalLog<ByteBuffer> draining = SignalLog.of(mux.exchange("later", Flux.empty()));
        server.end(0).shutdown(Duration.ofMinutes(1)).subscribe();
        assertAnswered(echo(mux, "new"), "new");
        assertThat(server.accepted()).isEqualTo(2);
        assertThat(draining.isOpen()).isTrue();
        later.tryEmitNext(utf8("in time")).orThrow();
        later.tryEmitComplete().orThrow();
        assertAnswered(draining, "in time");
        assertThat(server.clientsEnd(0).isDisposed()).isTrue();
        assertThat(server.clientsEnd(1).isDisposed()).isFalse();
    }

    @Test
    void attemptsComeAtGrowingIntervalsFromOneSecondToTenAndNobodyKeepsStep() {
        StepVerifier.withVirtualTime(() -> Flux.range(0, 30)
                        .flatMap(client -> pausesOfFiveMinutes())
                        .collectList())
                .thenAwait(Duration.ofMinutes(5))
                .assertNext(ReconnectTest::assertIntervals)
                .verifyComplete();
    }

    private Mono<List<Long>> pausesOfFiveMinutes() {
        ServerInMemory absent = new ServerInMemory();
        absent.goDown(nobody);
        List<Long> times = new ArrayList<>();
        MuxConnection waiting = absent.reconnect(ReconnectOptions.defaults().onEvent(event -> {
            if (event instanceof ReconnectEvent.Connecting) {
                times.add(Schedulers.parallel().now(TimeUnit.MILLISECONDS));
            }
        }));
        return waiting.request(ECHO, utf8("in vain"))
                .cast(Object.class)
                .timeout(Duration.ofMinutes(5), Mono.just("nobody has come"))
                .map(end -> IntStream.range(1, times.size())
                        .mapToObj(i -> times.get(i) - times.get(i - 1))
                        .toList());
    }

    /** Each pause is a half to one and a half of 1, 2, 4 or 8 s, and so on, within the bounds. */
    private static void assertIntervals(List<List<Long>> clients) {
        assertThat(clients).allSatisfy(pauses -> {
            assertThat(pauses).hasSizeBetween(30, 65).allMatch(pause -> pause >= 1_000 && pause <= 10_000);
            assertThat(pauses.subList(5, pauses.size())).allMatch(pause -> pause >= 5_000);
        });
        long longest = 1_500;
        for (int n = 0; n < 4; n++) {
            int number = n;
            List<Long> pauses = clients.stream().map(all -> all.get(number)).toList();
            assertThat(Collections.max(pauses))
                    .as("the longest of all %dth pauses", n)
                    .isBetween(longest * 2 / 3, Math.min(longest, 10_000));
            assertThat(Set.copyOf(pauses)).hasSizeGreaterThan(clients.size() / 2);
            longest *= 2;
        }
    }

    @Test
    void oneWhoWaitsIsServedWhenTheServerComesUp() {
        StepVerifier.withVirtualTime(() -> {
                    ServerInMemory late = new ServerInMemory();
                    late.goDown(nobody);
                    Schedulers.parallel().schedule(late::comeUp, 30, TimeUnit.SECONDS);
                    return late.reconnect(ReconnectOptions.defaults()).request(ECHO, utf8("hello"));
                })
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(30))
                .thenAwait(Duration.ofSeconds(11))
                .expectNext(utf8("hello"))
                .verifyComplete();
    }

    @Test
    void whenTheRetryIsExhaustedWhoWaitsFailsWithTheCauseAndTheNextUseBeginsAnew() {
        MuxConnection impatient = server.reconnect(ReconnectOptions.defaults().retry(Retry.max(2)));
        server.goDown(nobody);
        assertThat(echo(impatient, "in vain").end().getThrowable()).isSameAs(nobody);
        assertThat(server.attempts()).isEqualTo(3);
        server.comeUp();
        assertAnswered(echo(impatient, "again"), "again");
    }

    @Test
    void whatTimeCannotMendIsFinalAtOnce() {
        EndpointException tooLong = new EndpointException(Reason.PATH_TOO_LONG, "too long", null);
        server.goDown(tooLong);
        assertThat(echo(mux, "in vain").end().getThrowable()).isSameAs(tooLong);
        ConnectionException unwanted =
                ConnectionException.endedBefore(ErrorCode.UNAUTHORISED, "the peer is not authorised", null);
        server.goDown(unwanted);
        assertThat(echo(mux, "in vain").end().getThrowable()).isSameAs(unwanted);
        EndpointException untrusted = tls(new CertificateException("of nobody that is known"));
        server.goDown(untrusted);
        assertThat(echo(mux, "in vain").end().getThrowable()).isSameAs(untrusted);
        assertThat(server.attempts()).isEqualTo(3);
    }

    private static EndpointException tls(Throwable cause) {
        return new EndpointException(Reason.TLS, "no TLS connection", new SSLException("as the cause says", cause));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_A_SOCKET", "PERMISSION_DENIED", "NO_SUCH_DIRECTORY", "NO_SERVER", "UNKNOWN_HOST", "TLS"})
    void whatTimeMayMendIsTriedAgain(Reason reason) {
        StepVerifier.withVirtualTime(() -> {
                    ServerInMemory wrong = new ServerInMemory();
                    wrong.goDown(
                            reason == Reason.TLS
                                    ? tls(new ClosedChannelException())
                                    : new EndpointException(reason, "for now", null));
                    Schedulers.parallel().schedule(wrong::comeUp, 30, TimeUnit.SECONDS);
                    return wrong.reconnect(ReconnectOptions.defaults()).request(ECHO, utf8("hello"));
                })
                .thenAwait(Duration.ofSeconds(41))
                .expectNext(utf8("hello"))
                .verifyComplete();
    }

    @Test
    void aClientWithoutAnAddressSaysSoAtOnce() {
        StepVerifier.create(MuxClient.create().reconnect().request(ECHO, utf8("in vain")))
                .verifyError(IllegalStateException.class);
    }

    @Test
    void theOutboundSeesTheContextOfItsSubscriberAlsoIfItHadToWait() {
        Sinks.Empty<Void> opening = server.letWait();
        Flux<ByteBuffer> user = Flux.deferContextual(context -> Flux.just(utf8(context.get("user"))));
        SignalLog<ByteBuffer> ada = SignalLog.of(mux.exchange(ECHO, user).contextWrite(Context.of("user", "ada")));
        SignalLog<ByteBuffer> bob = SignalLog.of(mux.exchange(ECHO, user).contextWrite(Context.of("user", "bob")));
        opening.tryEmitEmpty().orThrow();
        assertAnswered(ada, "ada");
        assertAnswered(bob, "bob");
    }

    @Test
    void demandWaitsToo() {
        Sinks.Empty<Void> opening = server.letWait();
        StepVerifier.create(mux.exchange(ECHO, Numbered.messages("message", 5)).map(Messages::text), 2)
                .then(() -> opening.tryEmitEmpty().orThrow())
                .expectNext("message 0", "message 1")
                .thenRequest(1)
                .expectNext("message 2")
                .thenCancel()
                .verify();
    }

    @Test
    void disposingItIsFinalForAllWhoUseItOrWait() {
        SignalLog<ByteBuffer> open = SignalLog.of(mux.exchange("later", Flux.empty()));
        MuxConnection waiting = server.reconnect(ReconnectOptions.defaults());
        server.letWait();
        SignalLog<ByteBuffer> waits = echo(waiting, "waits");
        SignalLog<Void> end = SignalLog.of(mux.onClose());
        assertThat(end.isOpen()).isTrue();

        mux.dispose();
        waiting.dispose();

        assertFailed(open.end().getThrowable(), ErrorCode.CANCELLED, false);
        assertFailed(waits.end().getThrowable(), ErrorCode.CANCELLED, false);
        assertFailed(echo(mux, "late").end().getThrowable(), ErrorCode.CANCELLED, false);
        assertThat(end.end().isOnComplete()).isTrue();
        assertThat(SignalLog.of(waiting.onClose()).end().isOnComplete()).isTrue();
        assertThat(mux.isDisposed()).isTrue();
        assertThat(server.end(0).isDisposed()).isTrue();
        assertThat(server.abandoned()).isEqualTo(1);
        assertThat(server.attempts()).isEqualTo(2);
    }

    /** Who tries again what is safe to try again would otherwise do that for ever. */
    @Test
    void afterTheDisposeNothingIsWorthAnotherTry() {
        mux.dispose();
        Mono<ByteBuffer> insisting = mux.request(ECHO, utf8("late"))
                .retryWhen(Retry.indefinitely().filter(failure -> ((MuxException) failure).retrySafe()));
        assertFailed(SignalLog.of(insisting).end().getThrowable(), ErrorCode.CANCELLED, false);
    }

    @Test
    void oneThatGoesAwayEndsWithTheRest() {
        SignalLog<ByteBuffer> draining = SignalLog.of(mux.exchange("later", Flux.empty()));
        server.end(0).shutdown(Duration.ofMinutes(1)).subscribe();
        assertAnswered(echo(mux, "new"), "new");
        mux.dispose();
        assertFailed(draining.end().getThrowable(), ErrorCode.CANCELLED, false);
        assertThat(server.clientsEnd(0).isDisposed()).isTrue();
        assertThat(server.clientsEnd(1).isDisposed()).isTrue();
    }

    @Test
    void aShutdownLetsFinishWhatIsOpenAndBeginsNothing() {
        SignalLog<ByteBuffer> open = SignalLog.of(mux.exchange("later", Flux.empty()));
        SignalLog<Void> shutdown = SignalLog.of(mux.shutdown(Duration.ofMinutes(1)));
        assertThat(mux.isDisposed()).isTrue();
        assertFailed(echo(mux, "late").end().getThrowable(), ErrorCode.CANCELLED, false);
        assertThat(shutdown.isOpen()).isTrue();
        later.tryEmitComplete().orThrow();
        assertThat(open.end().isOnComplete()).isTrue();
        assertThat(shutdown.end().isOnComplete()).isTrue();
        assertThat(SignalLog.of(mux.onClose()).end().isOnComplete()).isTrue();
    }

    @Test
    void aShutdownStartsWhenSubscribedAndADisposeCutsItShort() {
        SignalLog<ByteBuffer> open = SignalLog.of(mux.exchange("later", Flux.empty()));
        Mono<Void> shutdown = mux.shutdown(Duration.ofMinutes(1));
        assertThat(mux.isDisposed()).isFalse();
        SignalLog<Void> ending = SignalLog.of(shutdown);
        mux.dispose();
        assertFailed(open.end().getThrowable(), ErrorCode.CANCELLED, false);
        assertThat(ending.end().isOnComplete()).isTrue();
    }

    @Test
    void oneThatWasNeverUsedHasNothingToEnd() {
        assertThat(SignalLog.of(mux.shutdown(Duration.ZERO)).end().isOnComplete())
                .isTrue();
        assertThat(server.attempts()).isZero();
    }

    @Test
    void aConnectionThatComesDuringTheDisposeIsClosed() {
        MuxConnection[] itself = new MuxConnection[1];
        itself[0] = server.reconnect(ReconnectOptions.defaults().onEvent(event -> {
            if (event instanceof ReconnectEvent.Connected) {
                itself[0].dispose();
            }
        }));
        assertFailed(echo(itself[0], "x").end().getThrowable(), ErrorCode.CANCELLED, false);
        assertThat(server.clientsEnd(0).isDisposed()).isTrue();
    }

    @Test
    void thePeerIsTheOneOfTheLastConnection() {
        StepVerifier.create(Mono.fromSupplier(mux::peer)).verifyError(IllegalStateException.class);
        assertAnswered(echo(mux, "hello"), "hello");
        assertThat(mux.peer()).isEqualTo(server.clientsEnd(0).peer());
        server.end(0).dispose();
        assertThat(mux.peer()).isEqualTo(server.clientsEnd(0).peer());
    }

    @Test
    void theSnapshotHasTheOpenChannelsAndTheSumsOfAllConnections() {
        assertThat(mux.snapshot().framesSent()).isZero();
        assertAnswered(echo(mux, "hello"), "hello");
        server.end(0).dispose();
        long ofTheFirst = mux.snapshot().framesSent();
        assertThat(ofTheFirst)
                .isEqualTo(server.clientsEnd(0).snapshot().framesSent())
                .isPositive();
        SignalLog.of(mux.exchange("later", Flux.never()));
        assertThat(mux.snapshot().framesSent())
                .isEqualTo(ofTheFirst + server.clientsEnd(1).snapshot().framesSent());
        assertThat(mux.snapshot().channels())
                .singleElement()
                .matches(channel -> channel.name().equals("later"));
    }

    @Test
    void eventsTellOfEachStep() {
        List<ReconnectEvent> events = new ArrayList<>();
        MuxConnection observed =
                server.reconnect(ReconnectOptions.defaults().retry(Retry.max(1)).onEvent(events::add));
        server.goDown(nobody);
        echo(observed, "in vain").end();
        server.comeUp();
        assertAnswered(echo(observed, "hello"), "hello");
        server.end(0).shutdown(Duration.ZERO).subscribe();
        assertAnswered(echo(observed, "hello"), "hello");
        server.end(1).dispose();
        assertThat(events)
                .hasSize(11)
                .startsWith(
                        new ReconnectEvent.Connecting(1),
                        new ReconnectEvent.Failed(1, nobody),
                        new ReconnectEvent.Connecting(2),
                        new ReconnectEvent.Failed(2, nobody),
                        new ReconnectEvent.GivenUp(nobody),
                        new ReconnectEvent.Connecting(1),
                        new ReconnectEvent.Connected(server.clientsEnd(0).peer()),
                        new ReconnectEvent.Lost(Optional.empty()));
        assertThat(events.get(10))
                .isInstanceOfSatisfying(
                        ReconnectEvent.Lost.class,
                        lost -> assertThat(lost.cause()).get().isInstanceOf(ConnectionException.class));
        observed.dispose();
        assertThat(events).hasSize(11);
    }

    /** The failure of what was under way is told before the end of its connection, and may ask for the next at once. */
    @Test
    void whyAConnectionWasLostIsToldToWhomeverAsksForTheNextInThatMoment() {
        List<ReconnectEvent> events = new ArrayList<>();
        MuxConnection observed = server.reconnect(ReconnectOptions.defaults().onEvent(events::add));
        SignalLog<ByteBuffer> exchange =
                SignalLog.of(observed.exchange("count", Flux.never()).retry(1));
        server.end(0).dispose();
        assertThat(exchange.isOpen()).isTrue();
        assertThat(events).hasSize(5);
        assertThat(events.get(2))
                .isInstanceOfSatisfying(
                        ReconnectEvent.Lost.class,
                        lost -> assertFailed(lost.cause().orElse(null), ErrorCode.CANCELLED, false));
    }

    @Test
    void aRetryThatEndsInGoodOrderGivesUpToo() {
        List<ReconnectEvent> events = new ArrayList<>();
        MuxConnection impatient = server.reconnect(ReconnectOptions.defaults()
                .retry(Retry.from(failures -> failures.take(2)))
                .onEvent(events::add));
        server.goDown(nobody);
        assertThat(echo(impatient, "in vain").end().getThrowable()).isSameAs(nobody);
        assertThat(events).endsWith(new ReconnectEvent.GivenUp(nobody));
        server.comeUp();
        assertAnswered(echo(impatient, "again"), "again");
    }

    /** Of a path that is wrong nobody would hear otherwise: its user only sees that nothing comes. */
    @Test
    void anOutageIsLoggedOnceAndSoIsItsEnd() {
        MuxConnection impatient = server.reconnect(ReconnectOptions.defaults().retry(Retry.max(2)));
        try (LoggedLines logged = new LoggedLines(MuxClient.class.getName())) {
            server.goDown(nobody);
            echo(impatient, "in vain").end();
            echo(impatient, "in vain").end();
            assertThat(logged.taken()).singleElement().asString().contains("nobody listens");
            server.comeUp();
            assertAnswered(echo(impatient, "hello"), "hello");
            assertThat(logged.taken())
                    .singleElement()
                    .asString()
                    .contains(server.clientsEnd(0).toString());
            server.end(0).dispose();
            assertAnswered(echo(impatient, "hello"), "hello");
            assertThat(logged.taken()).isEmpty();
        }
    }

    @Test
    void theFrameLogIsSwitchedForLaterConnectionsToo() {
        try (LoggedLines logged = new LoggedLines("org.reactivemux.frames")) {
            mux.logFrames(true);
            assertAnswered(echo(mux, "hello"), "hello");
            server.end(0).dispose();
            assertThat(logged.taken()).isNotEmpty();
            assertAnswered(echo(mux, "hello"), "hello");
            assertThat(logged.taken())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith(
                            "mux-" + server.clientsEnd(1).snapshot().number() + " "));
            mux.logFrames(false);
            assertAnswered(echo(mux, "hello"), "hello");
            assertThat(logged.taken()).isEmpty();
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        MuxConnection observed = server.reconnect(ReconnectOptions.defaults().onEvent(event -> {
            throw new IllegalStateException("as was asked for");
        }));
        assertAnswered(echo(observed, "hello"), "hello");
    }

    @Test
    void thereIsAtLeastOneConnection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReconnectOptions.defaults().connections(0, Balancing.ROUND_ROBIN))
                .withMessageContaining("0");
    }
}
