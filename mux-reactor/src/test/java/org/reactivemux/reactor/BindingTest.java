package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.EndpointException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A server that listens: where, to whom, and how it ends. */
@EachTransport
class BindingTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @AutoClose
    private final Sockets sockets;

    private final Sinks.Many<ByteBuffer> later = Sinks.many().unicast().onBackpressureBuffer();
    private final MuxBinding binding;

    BindingTest(Transport transport) {
        this.sockets = new Sockets(transport);
        this.binding = sockets.bind(sockets.server().handle("later", channel -> channel.send(later.asFlux())));
    }

    private static void assertCode(@Nullable Throwable error, ErrorCode code) {
        assertThat(error).isInstanceOf(ConnectionException.class);
        assertThat(((MuxException) Objects.requireNonNull(error)).code()).isEqualTo(code);
    }

    @Test
    void itTellsThePathAsItWasWritten() {
        assertThat(binding.addresses()).containsExactly(sockets.path().toString());
    }

    @Test
    void itKnowsTheConnectionsThatAreOpen() {
        assertThat(binding.connections()).isEmpty();
        MuxConnection one = sockets.connect(sockets.client());
        MuxConnection two = sockets.connect(sockets.client());
        MuxConnection otherEndOfOne = sockets.otherEndOf(one);
        MuxConnection otherEndOfTwo = sockets.otherEndOf(two);
        assertThat(binding.connections()).containsExactlyInAnyOrder(otherEndOfOne, otherEndOfTwo);
        one.dispose();
        otherEndOfOne.onClose().onErrorComplete().block(PATIENCE);
        assertThatSoon(binding::connections, List.of(otherEndOfTwo)::equals, "the one that is left");
    }

    @Test
    void aServerMayOpenChannelsOnTheConnectionsItKnows() {
        MuxConnection mux =
                sockets.connect(sockets.client().handle("client", channel -> channel.send(channel.receive())));
        sockets.otherEndOf(mux);
        StepVerifier.create(Flux.fromIterable(binding.connections())
                        .flatMap(connection -> connection.request("client", utf8("news")))
                        .map(Messages::text))
                .expectNext("news")
                .verifyComplete();
    }

    @Test
    void shutdownClosesQuietConnectionsAndRemovesTheFile() {
        MuxConnection mux = sockets.connect(sockets.client());
        MuxConnection otherEnd = sockets.otherEndOf(mux);
        StepVerifier.create(binding.shutdown(LONG)).verifyComplete();
        assertThat(sockets.path()).doesNotExist();
        StepVerifier.create(mux.onClose()).verifyComplete();
        StepVerifier.create(otherEnd.onClose()).verifyComplete();
        assertThat(binding.connections()).isEmpty();
        assertThat(binding.isDisposed()).isTrue();
    }

    @Test
    void shutdownLetsOpenChannelsFinishAndNobodyElseIn() {
        MuxConnection mux = sockets.connect(sockets.client());
        SignalLog<ByteBuffer> exchange = SignalLog.of(mux.exchange("later", Flux.empty()));
        Sockets.roundTrip(mux);
        SignalLog<Void> shutdown = SignalLog.of(binding.shutdown(LONG));
        assertThatSoon(() -> Files.notExists(sockets.path()), gone -> gone, "the file is gone");
        StepVerifier.create(sockets.client().connect()).verifyError(EndpointException.class);
        assertThat(shutdown.isOpen()).isTrue();
        later.tryEmitNext(utf8("in time")).orThrow();
        later.tryEmitComplete().orThrow();
        assertThat(exchange.end().isOnComplete()).isTrue();
        assertThat(exchange.values()).containsExactly(utf8("in time"));
        assertThat(shutdown.end().isOnComplete()).isTrue();
    }

    @Test
    void shutdownEndsWhatIsStillOpenAfterItsGracePeriod() {
        MuxConnection mux = sockets.connect(sockets.client());
        SignalLog<ByteBuffer> exchange = SignalLog.of(mux.exchange("later", Flux.empty()));
        Sockets.roundTrip(mux);
        StepVerifier.create(binding.shutdown(Duration.ofMillis(20))).verifyComplete();
        assertCode(exchange.end().getThrowable(), ErrorCode.TIMEOUT);
    }

    @Test
    void shutdownStartsWhenSubscribedAndGoesOnWhenCancelled() {
        binding.shutdown(LONG);
        Sockets.roundTrip(sockets.connect(sockets.client()));
        StepVerifier.create(binding.shutdown(LONG)).thenCancel().verify();
        StepVerifier.create(binding.onDispose()).verifyComplete();
    }

    @Test
    void disposeClosesEverythingNow() {
        MuxConnection mux = sockets.connect(sockets.client());
        SignalLog<ByteBuffer> exchange = SignalLog.of(mux.exchange("later", Flux.empty()));
        Sockets.roundTrip(mux);
        binding.dispose();
        assertThat(binding.isDisposed()).isTrue();
        StepVerifier.create(binding.onDispose()).verifyComplete();
        assertThat(sockets.path()).doesNotExist();
        assertCode(exchange.end().getThrowable(), ErrorCode.CANCELLED);
        StepVerifier.create(mux.onClose()).verifyErrorSatisfies(error -> assertCode(error, ErrorCode.CANCELLED));
        assertThatSoon(binding::connections, List::isEmpty, "no connection is left");
    }

    @Test
    void disposeAndShutdownMayComeTwice() {
        binding.dispose();
        binding.dispose();
        StepVerifier.create(binding.shutdown(LONG)).verifyComplete();
        StepVerifier.create(binding.shutdown(LONG)).verifyComplete();
        assertThat(binding.isDisposed()).isTrue();
    }

    @Test
    void disposeCutsAShutdownShort() {
        MuxConnection mux = sockets.connect(sockets.client());
        SignalLog<ByteBuffer> exchange = SignalLog.of(mux.exchange("later", Flux.empty()));
        Sockets.roundTrip(mux);
        SignalLog<Void> shutdown = SignalLog.of(binding.shutdown(LONG));
        binding.dispose();
        assertCode(exchange.end().getThrowable(), ErrorCode.CANCELLED);
        assertThat(shutdown.end().isOnComplete()).isTrue();
    }

    @Test
    void cancellingTheWatchDoesNotEndTheServer() {
        StepVerifier.create(binding.onDispose()).thenCancel().verify();
        Sockets.roundTrip(sockets.connect(sockets.client()));
        assertThat(binding.isDisposed()).isFalse();
    }

    @Test
    void eachBindingOfOneServerIsItsOwn() {
        MuxServer server = sockets.serverWithoutAddress();
        MuxBinding other = sockets.bind(server.unix(sockets.path("other")));
        binding.dispose();
        StepVerifier.create(binding.onDispose()).verifyComplete();
        Sockets.roundTrip(sockets.connect(sockets.client().unix(sockets.path("other"))));
        assertThat(other.isDisposed()).isFalse();
    }

    /** Those who come while the server goes are turned away or cut off, but not forgotten. */
    @Test
    void nobodyWhoConnectsDuringTheDisposalIsLeftHanging() throws Exception {
        try (Callers callers = Callers.startOn(sockets.path())) {
            callers.awaitFirst();
            binding.dispose();
            StepVerifier.create(binding.onDispose()).verifyComplete();
            callers.assertAllAreCutOff();
        }
    }

    /** The same of an end in good order. */
    @Test
    void nobodyWhoConnectsDuringTheShutdownIsLeftHanging() throws Exception {
        try (Callers callers = Callers.startOn(sockets.path())) {
            callers.awaitFirst();
            StepVerifier.create(binding.shutdown(Duration.ofMillis(20))).verifyComplete();
            callers.assertAllAreCutOff();
        }
    }

    @Test
    void theEchoOfAServerThatWasLeftAloneStillAnswers() {
        StepVerifier.create(sockets.connect(sockets.client()).request(ECHO, utf8("x")))
                .expectNextCount(1)
                .verifyComplete();
    }
}
