package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** K-13: an end without grace. */
@EachCarrier
class DisposeTest {
    @AutoClose
    private final Sockets sockets;

    private final MuxConnection client;
    private final MuxConnection server;
    private final Sinks.One<Throwable> heardByHandler = Sinks.one();

    DisposeTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        this.client = sockets.connectTo(serving -> serving.handle(
                "listen",
                channel -> channel.receive()
                        .doOnError(heardByHandler::tryEmitValue)
                        .then()));
        this.server = sockets.otherEndOf(client);
    }

    private static void assertCancelled(@Nullable Throwable error) {
        assertThat(error).isInstanceOf(ConnectionException.class);
        assertThat(((MuxException) Objects.requireNonNull(error)).code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void hereTheConnectionHasEndedAsWasWished() {
        client.dispose();
        StepVerifier.create(client.onClose()).verifyComplete();
        assertThat(client.isDisposed()).isTrue();
    }

    @Test
    void thePeerIsToldThatItWasCutShort() {
        client.dispose();
        StepVerifier.create(server.onClose()).verifyErrorSatisfies(DisposeTest::assertCancelled);
    }

    @Test
    void everyOpenChannelFailsHereAndThere() {
        MuxChannel channel = Objects.requireNonNull(client.open(named("listen")).block(PATIENCE));
        SignalLog<Void> sending = SignalLog.of(channel.send(Flux.never()));
        SignalLog<ByteBuffer> receiving = SignalLog.of(channel.receive());
        SignalLog<ByteBuffer> exchange = SignalLog.of(client.exchange("listen", Flux.never()));
        Sockets.roundTrip(client);
        client.dispose();
        assertCancelled(sending.end().getThrowable());
        assertCancelled(receiving.end().getThrowable());
        assertCancelled(exchange.end().getThrowable());
        StepVerifier.create(heardByHandler.asMono())
                .assertNext(DisposeTest::assertCancelled)
                .verifyComplete();
    }

    @Test
    void afterwardsNothingCanBeOpened() {
        client.dispose();
        StepVerifier.create(client.open(named(ECHO))).verifyErrorSatisfies(DisposeTest::assertCancelled);
        StepVerifier.create(client.exchange(ECHO, Flux.never())).verifyErrorSatisfies(DisposeTest::assertCancelled);
        StepVerifier.create(client.request(ECHO, utf8("late"))).verifyErrorSatisfies(DisposeTest::assertCancelled);
    }

    @Test
    void afterwardsAShutdownHasNothingLeftToDo() {
        client.dispose();
        StepVerifier.create(client.shutdown(PATIENCE)).verifyComplete();
    }

    @Test
    void aSecondTimeHasNoEffect() {
        client.dispose();
        client.dispose();
        StepVerifier.create(client.onClose()).verifyComplete();
        client.dispose();
        StepVerifier.create(client.onClose()).verifyComplete();
    }

    @Test
    void aConnectionIsNotDisposedBefore() {
        assertThat(client.isDisposed()).isFalse();
        assertThat(server.isDisposed()).isFalse();
    }

    @Test
    void itMayBeDoneFromASubscriber() {
        StepVerifier.create(client.exchange(ECHO, Flux.concat(Mono.just(utf8("last")), Flux.never()))
                        .doOnNext(message -> client.dispose()))
                .expectNextCount(1)
                .verifyErrorSatisfies(DisposeTest::assertCancelled);
    }

    @Test
    void itMayBeDoneFromAHandler() {
        sockets.bind(sockets.serverWithoutAddress()
                .unix(sockets.path("2"))
                .handle("bye", channel -> Mono.fromRunnable(channel.connection()::dispose)));
        MuxConnection mux = sockets.connect(sockets.client().unix(sockets.path("2")));
        StepVerifier.create(mux.exchange("bye", Flux.empty())).verifyErrorSatisfies(DisposeTest::assertCancelled);
    }

    @Test
    void whatIsOpenedInTheSameTurnFailsToo() {
        SignalLog<ByteBuffer> opened =
                SignalLog.of(client.request(ECHO, utf8("now")).flatMapMany(answer -> {
                    Flux<ByteBuffer> exchange =
                            client.exchange(ECHO, Flux.never()).replay().autoConnect(0);
                    client.dispose();
                    return exchange;
                }));
        assertCancelled(opened.end().getThrowable());
    }

    @Test
    void cancellingTheWatchDoesNotEndTheConnection() {
        StepVerifier.create(client.onClose()).thenCancel().verify();
        Sockets.roundTrip(client);
        assertThat(client.isDisposed()).isFalse();
    }
}
