package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.ChannelSpec.named;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** K-15: the connection breaks without a word. Whoever waits for something is told so, once. */
@EachCarrier
class LostConnectionTest {
    private static final int OF_EACH_KIND = 10;

    @AutoClose
    private final Sockets sockets;

    private final MuxConnection client;
    private final MuxConnection server;
    private final AtomicInteger handlersCancelled = new AtomicInteger();

    LostConnectionTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
        sockets.bind(sockets.server()
                .handle("hold", channel -> Mono.<Void>never().doOnCancel(handlersCancelled::incrementAndGet))
                .handle(
                        "talk",
                        channel -> channel.send(Flux.concat(Numbered.messages("message", 3), Flux.never()))
                                .doFinally(end -> handlersCancelled.incrementAndGet()))
                .handle("short", channel -> channel.send(Mono.just(utf8("complete")))));
        this.client = sockets.connect(sockets.client().handle("hold", channel -> Mono.never()));
        this.server = sockets.otherEndOf(client);
    }

    /** Whose socket is closed. */
    enum Killed {
        CLIENT,
        SERVER,
        /** With something unread in its socket, for which the kernel resets the connection. */
        SERVER_UNREAD
    }

    private void kill(Killed whose) {
        Channel accepted = sockets.accepted().get(0);
        Sockets.kill(whose == Killed.CLIENT ? sockets.connected().get(0) : accepted);
    }

    private void deafen(Killed whose) {
        if (whose == Killed.SERVER_UNREAD) {
            sockets.accepted().get(0).config().setAutoRead(false);
            Sockets.settle(sockets.accepted().get(0));
        }
    }

    private List<SignalLog<?>> waiting(MuxConnection mux) {
        List<SignalLog<?>> logs = new ArrayList<>();
        for (int i = 0; i < OF_EACH_KIND; i++) {
            MuxChannel channel = Objects.requireNonNull(mux.open(named("hold")).block(PATIENCE));
            logs.add(SignalLog.of(channel.receive()));
            logs.add(SignalLog.of(channel.send(Flux.never())));
            logs.add(SignalLog.of(mux.exchange("hold", Flux.never())));
            logs.add(SignalLog.of(mux.exchange("hold", Mono.just(ByteBuffer.allocate(1 << 20)))));
            logs.add(SignalLog.of(mux.request("hold", utf8("question"))));
            logs.add(SignalLog.of(mux.onClose()));
        }
        return logs;
    }

    private static void assertLost(Throwable error) {
        assertLost(error, false);
    }

    private static void assertLostSentOrNot(Throwable error) {
        assertThat(error).isInstanceOf(ConnectionException.class).hasMessageContaining("lost");
        assertThat(((ConnectionException) error).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }

    /** It had ended before anything was sent, so nothing can happen twice. */
    private static void assertLostBefore(Throwable error) {
        assertLost(error, true);
    }

    private static void assertLost(Throwable error, boolean retrySafe) {
        assertLostSentOrNot(error);
        assertThat(((ConnectionException) error).retrySafe()).isEqualTo(retrySafe);
    }

    @ParameterizedTest
    @EnumSource
    void everybodyWhoWaitsIsToldOnceAndNoMore(Killed whose) {
        List<SignalLog<?>> logs = waiting(client);
        logs.addAll(waiting(server));
        deafen(whose);
        for (int i = 0; i < OF_EACH_KIND; i++) {
            logs.add(SignalLog.of(client.open(named("hold"))));
        }
        Sockets.settle(sockets.connected().get(0));
        kill(whose);
        logs.forEach(LostConnectionTest::assertEndsLostOrAnswered);
        Sockets.settle(sockets.connected().get(0));
        Sockets.settle(sockets.accepted().get(0));
        logs.forEach(log -> assertThat(log.end()).isNotNull());
    }

    // An open that was answered just before has what it waited for; one that came just then was perhaps never sent.
    private static void assertEndsLostOrAnswered(SignalLog<?> log) {
        Throwable error = log.end().getThrowable();
        if (error != null) {
            assertLostSentOrNot(error);
        } else {
            assertThat(log.values()).singleElement().isInstanceOf(MuxChannel.class);
        }
    }

    @Test
    void openingsThatNobodyAnswersFail() throws IOException {
        Path path = sockets.path("silent");
        try (SilentPeer.Server silent = new SilentPeer.Server(path)) {
            Mono<MuxConnection> connecting =
                    sockets.client().unix(path).connect().cache();
            connecting.subscribe();
            SilentPeer peer = silent.greet();
            MuxConnection mux = sockets.keep(Objects.requireNonNull(connecting.block(PATIENCE)));
            List<SignalLog<?>> logs = new ArrayList<>();
            for (int i = 0; i < OF_EACH_KIND; i++) {
                logs.add(SignalLog.of(mux.open(named("x"))));
                logs.add(SignalLog.of(mux.exchange("x", Flux.empty())));
                logs.add(SignalLog.of(mux.request("x", utf8("question"))));
            }
            Sockets.settle(sockets.connected().get(sockets.connected().size() - 1));
            assertThat(logs).allMatch(SignalLog::isOpen);
            peer.close();
            logs.forEach(
                    log -> assertLostSentOrNot(Objects.requireNonNull(log.end().getThrowable())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHandlersAreCancelled(Killed whose) {
        List<SignalLog<ByteBuffer>> logs = new ArrayList<>();
        for (int i = 0; i < OF_EACH_KIND; i++) {
            logs.add(SignalLog.of(client.exchange("hold", Flux.never())));
            logs.add(SignalLog.of(client.exchange("talk", Flux.never())));
        }
        Sockets.roundTrip(client);
        deafen(whose);
        kill(whose);
        logs.forEach(log -> assertLostSentOrNot(Objects.requireNonNull(log.end().getThrowable())));
        Eventually.assertThatSoon(handlersCancelled::get, count -> count == 2 * OF_EACH_KIND, "handlers cancelled");
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsAreClosed(Killed whose) {
        deafen(whose);
        kill(whose);
        StepVerifier.create(client.onClose()).verifyErrorSatisfies(LostConnectionTest::assertLost);
        StepVerifier.create(server.onClose()).verifyErrorSatisfies(LostConnectionTest::assertLost);
        assertThat(client.isDisposed()).isTrue();
        assertThat(server.isDisposed()).isTrue();
    }

    @Test
    void whatIsOpenedAfterwardsFailsTheSameWayAndIsSafeToRetry() {
        kill(Killed.SERVER);
        StepVerifier.create(client.onClose()).verifyError();
        StepVerifier.create(client.open(named(ECHO))).verifyErrorSatisfies(LostConnectionTest::assertLostBefore);
        StepVerifier.create(client.exchange(ECHO, Flux.never()))
                .verifyErrorSatisfies(LostConnectionTest::assertLostBefore);
        StepVerifier.create(client.shutdown(Duration.ofMinutes(1))).verifyComplete();
    }

    @Test
    void theCauseThatTheSystemGaveIsKept() {
        Throwable reset = new IOException("Connection reset by peer");
        sockets.connected().get(0).pipeline().fireExceptionCaught(reset);
        StepVerifier.create(client.onClose())
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasCause(reset).hasMessageContaining("Connection reset by peer"));
    }

    /** C-30 */
    @Test
    void aStreamWhoseEndHadArrivedIsStillDelivered() {
        MuxChannel channel = Objects.requireNonNull(client.open(named("short")).block(PATIENCE));
        Sockets.roundTrip(client);
        kill(Killed.SERVER);
        StepVerifier.create(client.onClose()).verifyError();
        StepVerifier.create(channel.receive().map(Messages::text))
                .expectNext("complete")
                .verifyComplete();
    }

    @Test
    void aClientMayConnectAgainAtOnce() {
        kill(Killed.SERVER);
        StepVerifier.create(client.onClose()).verifyError();
        Sockets.roundTrip(sockets.connect(sockets.client()));
    }
}
