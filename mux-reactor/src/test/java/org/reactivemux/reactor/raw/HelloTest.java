package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;

/** The first words of both sides: H-1 and H-6 to H-14, as they are on the wire. */
class HelloTest {
    @TempDir
    Path directory;

    @Test
    void aServerSaysHelloFirstAndWithoutWaiting() {
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, MuxServer.create())) {
            RawFrame hello = served.peer().next();

            assertThat(hello).matches(frame -> frame.is(RawFrame.PING, 0) && frame.flags() == RawFrame.HELLO);
            assertThat(Tlvs.parse(hello.payload()))
                    .containsEntry(Tlvs.ROLE, ByteBuffer.wrap(new byte[] {Tlvs.ACCEPTOR}));
        }
    }

    @Test
    void aClientSaysHelloFirstAndWithoutWaiting() {
        Path path = directory.resolve("raw.sock");
        try (RawAcceptor acceptor = new RawAcceptor(path)) {
            CompletableFuture<MuxConnection> connecting =
                    MuxClient.create().unix(path).connect().toFuture();
            try (RawPeer peer = acceptor.accept()) {
                RawFrame hello = peer.next();

                assertThat(hello).matches(frame -> frame.is(RawFrame.PING, 0) && frame.flags() == RawFrame.HELLO);
                assertThat(Tlvs.parse(hello.payload()))
                        .containsEntry(Tlvs.ROLE, ByteBuffer.wrap(new byte[] {Tlvs.INITIATOR}));
                assertThat(connecting).isNotDone();
            }
        }
    }

    @Test
    void connectingCompletesWithTheFirstFrameOfThePeer() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            assertThat(client.mux().peer().dialect()).isEqualTo(Dialect.EXTENDED);
        }
    }

    @Test
    void theOptionsTravelAsSettings() {
        MuxOptions options = MuxOptions.builder()
                .largestFrame(2_048)
                .largestMessage(100_000)
                .maxChannels(7)
                .initialWindow(50_000)
                .prefetch(3)
                .build();
        try (ServerToRawPeer served =
                ServerToRawPeer.silent(directory, MuxServer.create().options(options))) {
            Map<Integer, ByteBuffer> settings = Tlvs.parse(served.peer().next().payload());

            assertThat(settings)
                    .containsEntry(Tlvs.VERSION, ByteBuffer.wrap(new byte[] {0, 1}))
                    .containsEntry(Tlvs.LARGEST_FRAME, RawFrame.integers(2_048))
                    .containsEntry(Tlvs.LARGEST_MESSAGE, RawFrame.integers(100_000))
                    .containsEntry(Tlvs.MAX_CHANNELS, RawFrame.integers(7))
                    .containsEntry(Tlvs.INITIAL_WINDOW, RawFrame.integers(50_000))
                    .containsEntry(Tlvs.INITIAL_CREDIT, RawFrame.integers(3));
        }
    }

    @Test
    void aHelloIsAnsweredByAPongWithTheSamePayloadAndNoFlags() {
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, MuxServer.create())) {
            Tlvs hello = Tlvs.hello(Tlvs.INITIATOR).u32(Tlvs.INITIAL_WINDOW, 4_711);
            served.peer().say(RawFrame.hello(hello));
            served.peer().next();

            assertThat(served.peer().next()).isEqualTo(new RawFrame(0, RawFrame.PONG, 0, hello.encode()));
        }
    }

    @Test
    void anEmptyHelloMeansTheDefaultsOfTheProtocol() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), Tlvs.none())) {
            assertThat(client.mux().peer().settings())
                    .isEqualTo(new PeerSettings(1, 65_536, 16_777_216, 1_024, 65_536, 1, Set.of()));
        }
    }

    @Test
    void thePeersSettingsAreWhatItsHelloSaid() {
        Tlvs hello = Tlvs.hello(Tlvs.ACCEPTOR)
                .u32(Tlvs.LARGEST_FRAME, 1_024)
                .u32(Tlvs.LARGEST_MESSAGE, 2_048)
                .u32(Tlvs.MAX_CHANNELS, 3)
                .u32(Tlvs.INITIAL_WINDOW, 4_096)
                .u32(Tlvs.INITIAL_CREDIT, RawFrame.UNBOUNDED);
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), hello)) {
            assertThat(client.mux().peer().settings())
                    .isEqualTo(new PeerSettings(1, 1_024, 2_048, 3, 4_096, -1, Set.of()));
        }
    }

    @Test
    void unknownSettingsAreSkippedEvenTwiceAndInAnyOrder() {
        Tlvs hello = Tlvs.none()
                .u32(0x7777, 1)
                .u32(Tlvs.INITIAL_WINDOW, 4_096)
                .u32(0x7777, 2)
                .value(0xFFFF, ByteBuffer.allocate(100))
                .u8(Tlvs.ROLE, Tlvs.ACCEPTOR);
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), hello)) {
            assertThat(client.mux().peer().settings().initialWindow()).isEqualTo(4_096);
        }
    }

    @Test
    void aHelloThatComesByteByByteIsUnderstood() {
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, MuxServer.create())) {
            ByteBuffer hello = RawFrame.hello(Tlvs.hello(Tlvs.INITIATOR)).encode();
            for (int i = 0; i < hello.limit(); i++) {
                served.peer().write(hello.slice(i, 1));
            }
            served.peer().next();

            assertThat(served.peer().next().type()).isEqualTo(RawFrame.PONG);
        }
    }

    /** H-10: the last word is an ERROR, behind the hello. */
    @Test
    void aPeerThatStaysSilentIsGivenATimeoutAndClosed() {
        MuxOptions hasty =
                MuxOptions.builder().handshakeTimeout(Duration.ofMillis(50)).build();
        try (ServerToRawPeer served =
                ServerToRawPeer.silent(directory, MuxServer.create().options(hasty))) {
            assertThat(served.peer().next().has(RawFrame.HELLO)).isTrue();
            RawFrame error = served.peer().next();

            assertThat(error).matches(frame -> frame.is(RawFrame.ERROR, 0));
            assertThat(error.integer(0)).isEqualTo(RawFrame.TIMEOUT);
            assertThat(served.peer().untilEnd()).isEmpty();
        }
    }

    /** K-3. */
    @Test
    void pingsAreAnsweredInTheirOrder() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, MuxServer.create())) {
            served.peer().say(RawFrame.ping("first"), RawFrame.ping(""), RawFrame.ping("third"));

            for (String payload : new String[] {"first", "", "third"}) {
                assertThat(served.peer().next()).isEqualTo(new RawFrame(0, RawFrame.PONG, 0, RawFrame.utf8(payload)));
            }
        }
    }

    /** H-9: the PONG of the hello gives the first round trip. */
    @Test
    void thePongOfTheHelloGivesTheFirstRoundTrip() {
        Path path = directory.resolve("raw.sock");
        try (RawAcceptor acceptor = new RawAcceptor(path)) {
            CompletableFuture<MuxConnection> connecting =
                    MuxClient.create().unix(path).connect().toFuture();
            try (RawPeer peer = acceptor.accept()) {
                peer.greet(Tlvs.hello(Tlvs.ACCEPTOR));
                MuxConnection mux = connecting.orTimeout(10, TimeUnit.SECONDS).join();

                assertThat(mux.snapshot().roundTrip()).isPresent();
                mux.dispose();
            }
        }
    }

    /** H-8: hello alone may come from a server that is about to refuse. */
    @Test
    void theClientIsNotConnectedBeforeItsHelloIsAnswered() {
        Path path = directory.resolve("raw.sock");
        try (RawAcceptor acceptor = new RawAcceptor(path)) {
            CompletableFuture<MuxConnection> connecting =
                    MuxClient.create().unix(path).connect().toFuture();
            try (RawPeer peer = acceptor.accept()) {
                RawFrame hello = peer.next();
                peer.say(RawFrame.hello(Tlvs.hello(Tlvs.ACCEPTOR)));
                peer.settle();
                assertThat(connecting).isNotDone();

                peer.say(new RawFrame(0, RawFrame.PONG, 0, hello.payload()));

                connecting.orTimeout(10, TimeUnit.SECONDS).join().dispose();
            }
        }
    }

    /** K-4. */
    @Test
    void aPongThatNobodyAskedForIsIgnored() {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            client.peer().say(new RawFrame(0, RawFrame.PONG, 0, RawFrame.utf8("unasked")));

            assertThat(client.settle()).isEmpty();
        }
    }

    /** K-5, K-6. */
    @Test
    void aSilentPeerIsAskedForASignOfLifeAndThenGivenUp() throws Exception {
        MuxOptions watchful = MuxOptions.builder()
                .keepaliveInterval(Duration.ofMillis(50))
                .keepaliveTimeout(Duration.ofMillis(50))
                .build();
        try (ClientToRawPeer client =
                ClientToRawPeer.connect(directory, MuxClient.create().options(watchful), Tlvs.hello(Tlvs.ACCEPTOR))) {
            CompletableFuture<Void> closed = client.mux().onClose().toFuture();

            assertThat(client.peer().next().type()).isEqualTo(RawFrame.PING);
            assertThat(client.peer().await(RawFrame.ERROR, 0).integer(0)).isEqualTo(RawFrame.TIMEOUT);
            assertThat(closed).failsWithin(10, TimeUnit.SECONDS);
        }
    }
}
