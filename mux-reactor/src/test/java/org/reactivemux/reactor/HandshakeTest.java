package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import reactor.test.StepVerifier;

/** H-8, H-10: a connection is there when the peer has said something, and not for ever waited for. */
@EachTransport
class HandshakeTest {
    private static final MuxOptions IMPATIENT =
            MuxOptions.builder().handshakeTimeout(Duration.ofMillis(50)).build();

    private static final MuxOptions PATIENT_ENOUGH_FOR_OTHERS =
            MuxOptions.builder().handshakeTimeout(Duration.ofMillis(500)).build();

    @AutoClose
    private final Sockets sockets;

    HandshakeTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    /** A hello, and then an ERROR with the code TIMEOUT on channel 0. */
    private static void assertTimedOut(ByteBuffer heard) {
        int hello = 16 + heard.getInt(8);
        assertThat(heard.get(6)).as("type of the first frame").isEqualTo((byte) 6);
        assertThat(heard.getInt(hello + 2)).as("channel of the second frame").isZero();
        assertThat(heard.get(hello + 6)).as("type of the second frame").isEqualTo((byte) 5);
        assertThat(heard.getInt(hello + 16)).as("code of the second frame").isEqualTo(ErrorCode.TIMEOUT.value());
    }

    private static void assertCode(Throwable error, ErrorCode code) {
        assertThat(error).isInstanceOf(ConnectionException.class);
        assertThat(((ConnectionException) error).code()).isEqualTo(code);
    }

    @Test
    void aServerThatSaysNothingTimesOut() throws IOException {
        try (SilentPeer.Server silent = new SilentPeer.Server(sockets.path())) {
            SignalLog<MuxConnection> connecting =
                    SignalLog.of(sockets.client().options(IMPATIENT).connect());
            try (SilentPeer peer = silent.accept()) {
                assertTimedOut(peer.everythingUntilTheEnd());
            }
            assertCode(Objects.requireNonNull(connecting.end().getThrowable()), ErrorCode.TIMEOUT);
        }
    }

    @Test
    void aClientThatSaysNothingTimesOutAndDisturbsNobody() throws IOException {
        MuxBinding binding = sockets.bind(sockets.server().options(PATIENT_ENOUGH_FOR_OTHERS));
        MuxConnection other = sockets.connect(sockets.client());
        try (SilentPeer peer = SilentPeer.connect(sockets.path())) {
            assertTimedOut(peer.everythingUntilTheEnd());
        }
        StepVerifier.create(other.request(ECHO, utf8("still there")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(binding.connections()).hasSize(1);
    }

    /** H-6: the hello goes first, even where a time-out that is over at once leaves time for nothing. */
    @Test
    void noTimeOutIsShorterThanTheHello() throws IOException {
        sockets.bind(sockets.server()
                .options(MuxOptions.builder()
                        .handshakeTimeout(Duration.ofNanos(1))
                        .build()));
        try (SilentPeer peer = SilentPeer.connect(sockets.path())) {
            assertTimedOut(peer.everythingUntilTheEnd());
        }
    }

    @Test
    void aConnectionIsNotCountedBeforeItsPeerHasSpoken() throws IOException {
        MuxBinding binding = sockets.bind(sockets.server());
        try (SilentPeer peer = SilentPeer.connect(sockets.path())) {
            Eventually.assertThatSoon(() -> sockets.accepted().size(), size -> size == 1, "accepted");
            Sockets.settle(sockets.accepted().get(0));
            assertThat(binding.connections()).isEmpty();
            binding.dispose();
            peer.awaitEnd();
        }
    }

    @Test
    void aServerThatHangsUpAtOnceIsALostConnection() throws IOException {
        try (SilentPeer.Server silent = new SilentPeer.Server(sockets.path())) {
            SignalLog<MuxConnection> connecting = SignalLog.of(sockets.client().connect());
            silent.accept().close();
            assertCode(Objects.requireNonNull(connecting.end().getThrowable()), ErrorCode.CONNECTION_LOST);
        }
    }
}
