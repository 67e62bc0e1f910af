package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** K-7 to K-12: an end in good order, from either side. */
@EachCarrier
class ShutdownTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @AutoClose
    private final Sockets sockets;

    private final MuxConnection client;
    private final MuxConnection server;

    /** What an exchange with "later" waits for. */
    private final Sinks.Many<ByteBuffer> later = Sinks.many().unicast().onBackpressureBuffer();

    ShutdownTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        sockets.bind(sockets.server().handle("later", channel -> channel.send(later.asFlux())));
        this.client = sockets.connect(sockets.client().handle(ECHO, channel -> channel.send(channel.receive())));
        this.server = sockets.otherEndOf(client);
    }

    /** Which end leaves. */
    enum Leaver {
        CLIENT,
        SERVER
    }

    private MuxConnection leaver(Leaver who) {
        return who == Leaver.CLIENT ? client : server;
    }

    private MuxConnection other(Leaver who) {
        return who == Leaver.CLIENT ? server : client;
    }

    /** Starts a shutdown and waits until both ends know of it. */
    private SignalLog<Void> startShutdown(Leaver who) {
        SignalLog<Void> shutdown = SignalLog.of(leaver(who).shutdown(LONG));
        StepVerifier.create(other(who).open(named("x")).retryWhen(whileNot(ErrorCode.REFUSED)))
                .verifyError();
        return shutdown;
    }

    private static Retry whileNot(ErrorCode code) {
        return Retry.indefinitely()
                .filter(error -> error instanceof ChannelRefusedException refused
                        && !refused.code().equals(code));
    }

    private static void assertRefused(Throwable error) {
        assertThat(error).isInstanceOf(ChannelRefusedException.class).hasMessageContaining("going away");
        assertThat(((ChannelRefusedException) error).code()).isEqualTo(ErrorCode.REFUSED);
        assertThat(((ChannelRefusedException) error).retrySafe()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withoutOpenChannelsItIsDoneAtOnce(Leaver who) {
        StepVerifier.create(leaver(who).shutdown(LONG)).verifyComplete();
        StepVerifier.create(leaver(who).onClose()).verifyComplete();
        StepVerifier.create(other(who).onClose()).verifyComplete();
        assertThat(leaver(who).isDisposed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void openChannelsMayFinish(Leaver who) {
        SignalLog<ByteBuffer> exchange = SignalLog.of(client.exchange("later", Flux.empty()));
        Sockets.roundTrip(client);
        SignalLog<Void> shutdown = startShutdown(who);
        assertThat(shutdown.isOpen()).isTrue();
        later.tryEmitNext(utf8("still in time")).orThrow();
        later.tryEmitComplete().orThrow();
        assertThat(exchange.end().isOnComplete()).isTrue();
        assertThat(exchange.values()).containsExactly(utf8("still in time"));
        assertThat(shutdown.end().isOnComplete()).isTrue();
        StepVerifier.create(client.onClose()).verifyComplete();
        StepVerifier.create(server.onClose()).verifyComplete();
    }

    /** K-8, K-9 */
    @ParameterizedTest
    @EnumSource
    void meanwhileNewChannelsAreRefusedAndSafeToRetryElsewhere(Leaver who) {
        client.exchange("later", Flux.empty()).subscribe();
        Sockets.roundTrip(client);
        startShutdown(who);
        for (MuxConnection end : new MuxConnection[] {client, server}) {
            StepVerifier.create(end.open(named(ECHO))).verifyErrorSatisfies(ShutdownTest::assertRefused);
            StepVerifier.create(end.exchange(ECHO, Flux.never())).verifyErrorSatisfies(ShutdownTest::assertRefused);
        }
        later.tryEmitComplete().orThrow();
    }

    /** K-10 */
    @ParameterizedTest
    @EnumSource
    void whatIsStillOpenAfterTheGracePeriodTimesOut(Leaver who) {
        SignalLog<ByteBuffer> exchange = SignalLog.of(client.exchange("later", Flux.empty()));
        Sockets.roundTrip(client);
        StepVerifier.create(leaver(who).shutdown(Duration.ofMillis(20))).verifyComplete();
        assertTimeout(exchange.end().getThrowable());
        StepVerifier.create(client.onClose()).verifyErrorSatisfies(ShutdownTest::assertTimeout);
        StepVerifier.create(server.onClose()).verifyErrorSatisfies(ShutdownTest::assertTimeout);
    }

    private static void assertTimeout(@Nullable Throwable error) {
        assertThat(error).isInstanceOf(ConnectionException.class);
        assertThat(((ConnectionException) Objects.requireNonNull(error)).code()).isEqualTo(ErrorCode.TIMEOUT);
    }

    @Test
    void noGraceAtAllIsAllowed() {
        SignalLog<ByteBuffer> exchange = SignalLog.of(client.exchange("later", Flux.empty()));
        Sockets.roundTrip(client);
        StepVerifier.create(client.shutdown(Duration.ZERO)).verifyComplete();
        assertTimeout(exchange.end().getThrowable());
    }

    @Test
    void aGraceWithoutEndIsAllowed() {
        StepVerifier.create(client.shutdown(Duration.ofSeconds(Long.MAX_VALUE))).verifyComplete();
        StepVerifier.create(server.onClose()).verifyComplete();
    }

    @Test
    void itStartsWhenSubscribed() {
        Mono<Void> shutdown = client.shutdown(LONG);
        Sockets.roundTrip(client);
        StepVerifier.create(shutdown).verifyComplete();
    }

    @Test
    void cancellingStopsTheWaitingOnly() {
        client.exchange("later", Flux.empty()).subscribe();
        Sockets.roundTrip(client);
        StepVerifier.create(client.shutdown(LONG)).thenCancel().verify();
        later.tryEmitComplete().orThrow();
        StepVerifier.create(client.onClose()).verifyComplete();
    }

    @Test
    void bothEndsMayLeaveAtTheSameTime() {
        StepVerifier.create(Mono.when(client.shutdown(LONG), server.shutdown(LONG)))
                .verifyComplete();
        StepVerifier.create(Mono.when(client.onClose(), server.onClose())).verifyComplete();
    }

    @Test
    void aSecondShutdownWaitsForTheSameEnd() {
        SignalLog<ByteBuffer> exchange = SignalLog.of(client.exchange("later", Flux.empty()));
        SignalLog<Void> first = SignalLog.of(client.shutdown(LONG));
        SignalLog<Void> second = SignalLog.of(client.shutdown(LONG));
        later.tryEmitComplete().orThrow();
        assertThat(exchange.end().isOnComplete()).isTrue();
        assertThat(first.end().isOnComplete()).isTrue();
        assertThat(second.end().isOnComplete()).isTrue();
        assertThat(client.shutdown(LONG).blockOptional(PATIENCE)).isEmpty();
    }

    /** K-1, K-9: nothing is opened behind one's own go-away. */
    @Test
    void aChannelThatIsOpenedInTheSameTurnBreaksNothing() {
        Sinks.One<Flux<ByteBuffer>> opened = Sinks.one();
        client.request(ECHO, utf8("now")).subscribe(answer -> {
            opened.tryEmitValue(
                    client.exchange(ECHO, Mono.just(answer)).replay().autoConnect(0));
            client.shutdown(LONG).subscribe();
        });
        StepVerifier.create(opened.asMono()
                        .flatMapMany(exchange -> exchange)
                        .onErrorResume(ChannelRefusedException.class, refused -> Mono.just(utf8("now"))))
                .expectNext(utf8("now"))
                .verifyComplete();
        StepVerifier.create(server.onClose()).verifyComplete();
        StepVerifier.create(client.onClose()).verifyComplete();
    }
}
