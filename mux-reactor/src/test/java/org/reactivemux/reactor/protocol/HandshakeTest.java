package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;

/** Finding out what the peer speaks (docs/protocol.md, section 3). */
class HandshakeTest {
    private final ScriptedPeer peer = ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());

    static Stream<Named<Frame>> firstFramesOfAPlainPeer() {
        return Stream.of(
                Named.of("PONG", new Frame(0, Frame.PONG, 0)),
                Named.of("PING", Frame.ping("1")),
                Named.of("PING with other flags", new Frame(0, Frame.PING, 0x7F)),
                Named.of("OPEN", Frame.open(1)),
                Named.of("CLOSE on channel 0", Frame.close(0, 0)),
                Named.of("PONG with HELLO", new Frame(0, Frame.PONG, Frame.HELLO)));
    }

    /** H-6: without waiting for the peer. */
    @ParameterizedTest
    @EnumSource
    void theHelloIsTheFirstFrameOfBothSides(Role role) {
        ScriptedPeer other = ScriptedPeer.silent(role, MuxOptions.defaults());
        other.turn();
        List<Frame> frames = other.readFrames();
        assertThat(frames)
                .extracting(Frame::toString)
                .containsExactly("PING HELLO [" + frames.get(0).payload().remaining() + "]");
        Hello hello = Hello.decode(frames.get(0).payload(), role.other());
        assertThat(hello.role()).isEqualTo(role);
        assertThat(hello.settings()).isEqualTo(new PeerSettings(1, 65_536, 16 << 20, 1_024, 131_072, 1));
    }

    /** H-7, H-9: answered like any PING, with flags 0 and the same payload. */
    @Test
    void aHelloMakesAnExtendedPeerAndIsAnswered() {
        Frame hello = Frame.hello(new Tlvs().u16(1, 1).u8(2, 1).u32(6, 77).text(99, "unknown"));
        peer.turn();
        peer.read();
        peer.send(hello);
        assertThat(peer.isEstablished()).isTrue();
        assertThat(peer.session().dialect()).isEqualTo(Dialect.EXTENDED);
        assertThat(peer.session().peer()).isEqualTo(new PeerSettings(1, 65_536, 16 << 20, 1_024, 77, 1));
        List<Frame> answer = peer.readFrames();
        assertThat(answer).singleElement().satisfies(pong -> {
            assertThat(pong.type()).isEqualTo(Frame.PONG);
            assertThat(pong.flags()).isZero();
            assertThat(pong.payload()).isEqualTo(hello.payload());
        });
    }

    /** H-13. */
    @Test
    void anEmptyHelloIsAHello() {
        peer.send(Frame.hello(new Tlvs()));
        assertThat(peer.session().dialect()).isEqualTo(Dialect.EXTENDED);
        assertThat(peer.session().peer()).isEqualTo(new PeerSettings(1, 65_536, 16 << 20, 1_024, 65_536, 1));
    }

    /** H-7: any other frame means plain, and is then processed as usual. */
    @ParameterizedTest
    @MethodSource("firstFramesOfAPlainPeer")
    void anyOtherFirstFrameMakesAPlainPeer(Frame frame) {
        peer.send(frame);
        assertThat(peer.session().dialect()).isEqualTo(Dialect.PLAIN);
        assertThat(peer.isEstablished()).isTrue();
        assertThat(peer.hasEnded()).isFalse();
    }

    @Test
    void theFirstFrameOfAPlainPeerIsProcessed() {
        peer.send(Frame.open(1), Frame.data(1, "at once"));
        assertThat(peer.read()).hasSize(2).last().isEqualTo("ACK 1");
        peer.probe().request(1);
        assertThat(peer.probe().received()).containsExactly("\"at once\"");
    }

    /** C-3 holds for the first frame too. */
    @Test
    void aFirstFrameThatIsImpossibleInBothDialectsEndsTheConnection() {
        peer.send(Frame.data(1, "x"));
        assertThat(peer.readFrames())
                .last()
                .satisfies(frame -> assertThat(frame.errorText()).startsWith("rule C-3: "));
    }

    /** H-7: for the life of the connection; frames behind the hello in the same read are extended ones. */
    @Test
    void framesBehindTheHelloInTheSameReadAreExtended() {
        peer.send(Frame.hello(new Tlvs()), Frame.open(1, new Tlvs().text(1, "name")), Frame.data(1, Frame.END, "x"));
        assertThat(peer.probe().channel().head().name()).isEqualTo("name");
        peer.probe().request(1);
        assertThat(peer.probe().reader()).isEqualTo("completed");
    }

    /** H-8. */
    @Test
    void nothingButTheHelloIsSentBeforeThePeerHasSpoken() {
        peer.turn();
        assertThat(peer.read()).hasSize(1);
        peer.pass(Duration.ofSeconds(9));
        peer.turn();
        assertThat(peer.read()).isEmpty();
        assertThat(peer.isEstablished()).isFalse();
    }

    /** H-10. */
    @Test
    void aPeerThatSaysNothingIsGivenUp() {
        peer.turn();
        peer.read();
        assertThat(peer.untilDeadline()).isEqualTo(Duration.ofSeconds(10));
        peer.pass(Duration.ofMillis(9_999));
        assertThat(peer.hasEnded()).isFalse();
        peer.waitOut(Duration.ofMillis(1));
        assertThat(peer.read()).containsExactly("ERROR 0 TIMEOUT");
        assertThat(peer.cause())
                .isInstanceOfSatisfying(
                        MuxException.class, cause -> assertThat(cause.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    /** H-10: bytes are not yet a frame. */
    @Test
    void halfAFrameDoesNotCountAsSpeaking() {
        peer.turn();
        peer.read();
        peer.pass(Duration.ofSeconds(6));
        peer.sendBytes(Frame.hello(new Tlvs()).bytes().limit(10));
        peer.waitOut(Duration.ofSeconds(4));
        assertThat(peer.read()).containsExactly("ERROR 0 TIMEOUT");
    }

    /** L-9: this side may have stood still, and the hello lie unread. */
    @Test
    void aHelloThatLiesUnreadWhenTheTimeIsOverIsStillHeard() {
        peer.turn();
        peer.read();
        peer.pass(Duration.ofHours(1));
        peer.send(Frame.hello(Tlvs.role(peer.role().other())));
        assertThat(peer.hasEnded()).isFalse();
        assertThat(peer.session().dialect()).isEqualTo(Dialect.EXTENDED);
    }

    /** H-9: the PONG of the hello gives the first round-trip time. */
    @Test
    void theFirstRoundTripIsThatOfTheHello() {
        peer.turn();
        ByteBuffer hello = peer.readFrames().get(0).payload();
        byte[] echo = new byte[hello.remaining()];
        hello.get(echo);
        assertThat(peer.snapshot().roundTrip()).isEmpty();
        peer.standStill(Duration.ofMillis(7));
        peer.send(Frame.hello(new Tlvs()), new Frame(0, Frame.PONG, 0, echo));
        assertThat(peer.snapshot().roundTrip()).contains(Duration.ofMillis(7));
    }

    /** H-14: each side keeps to what the other accepts. */
    @Test
    void framesKeepToThePeersLargestFrame() {
        peer.send(Frame.hello(new Tlvs().u32(3, 1_024).u32(6, 1_000_000)));
        peer.send(Frame.open(1));
        peer.read();
        peer.probe().send(ByteBuffer.allocate(3_000));
        assertThat(peer.read()).containsExactly("DATA 1 MORE [1024]", "DATA 1 MORE [1024]", "DATA 1 [952]");
    }

    /** F-3: what the peer may send is this side's setting, from the first frame behind the hello on. */
    @Test
    void thisSidesLargestFrameHoldsBehindTheHello() {
        ScriptedPeer small = ScriptedPeer.silent(
                Role.ACCEPTOR, MuxOptions.builder().largestFrame(1_024).build());
        small.send(Frame.hello(new Tlvs()), Frame.open(1), Frame.data(1, 0, 1_025));
        assertThat(small.readFrames())
                .last()
                .satisfies(frame -> assertThat(frame.errorText()).startsWith("rule F-3: "));
    }

    /** M-10: no part of a message over the peer's largest is sent. */
    @Test
    void aMessageOverThePeersLargestIsRefusedHere() {
        peer.send(Frame.hello(new Tlvs().u32(4, 1_024)), Frame.open(1));
        peer.read();
        assertThatThrownBy(() -> peer.probe().send(ByteBuffer.allocate(1_025)))
                .isInstanceOfSatisfying(MessageTooLargeException.class, tooLarge -> {
                    assertThat(tooLarge.size()).isEqualTo(1_025);
                    assertThat(tooLarge.limit()).isEqualTo(1_024);
                });
        assertThat(peer.read()).isEmpty();
        peer.probe().send(ByteBuffer.allocate(1_024));
        assertThat(peer.read()).containsExactly("DATA 1 [1024]");
    }

    /** H-8: hello alone may come from a side that is about to refuse. */
    @Test
    void anInitiatorIsConnectedWhenItsHelloIsAnswered() {
        ScriptedPeer initiator = ScriptedPeer.silent(Role.INITIATOR, MuxOptions.defaults());
        initiator.turn();
        ByteBuffer payload = initiator.readFrames().get(0).payload();
        byte[] hello = new byte[payload.remaining()];
        payload.get(hello);
        initiator.send(Frame.hello(Tlvs.role(Role.ACCEPTOR)));
        assertThat(initiator.isEstablished()).isFalse();
        initiator.send(new Frame(0, Frame.PONG, 0, Frame.utf8("of another")));
        assertThat(initiator.isEstablished()).isFalse();
        initiator.send(new Frame(0, Frame.PONG, 0, hello));
        assertThat(initiator.isEstablished()).isTrue();
    }
}
