package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.reactor.MuxServer;

/** Hellos that end the connection, behind our own hello (H-6): H-1 to H-5. */
class HelloViolationTest {
    @TempDir
    Path directory;

    private static Tlvs initiator() {
        return Tlvs.hello(Tlvs.INITIATOR);
    }

    static Stream<Arguments> badHellos() {
        return Stream.of(
                Arguments.of("H-2", "cut short", ByteBuffer.wrap(new byte[] {0, 1, 0, 2, 0})),
                Arguments.of("H-2", "something left over", ByteBuffer.wrap(new byte[] {0, 1, 0, 2, 0, 1, 9})),
                Arguments.of(
                        "H-2", "a setting twice", initiator().u8(Tlvs.ROLE, 1).encode()),
                Arguments.of(
                        "H-2",
                        "a window of two bytes",
                        initiator().u16(Tlvs.INITIAL_WINDOW, 1).encode()),
                Arguments.of("H-3", "no such role", Tlvs.none().u8(Tlvs.ROLE, 3).encode()),
                Arguments.of(
                        "H-3",
                        "a frame too small",
                        initiator().u32(Tlvs.LARGEST_FRAME, 1_023).encode()),
                Arguments.of(
                        "H-3",
                        "a frame too large",
                        initiator().u32(Tlvs.LARGEST_FRAME, 1 << 24).encode()),
                Arguments.of(
                        "H-3",
                        "a message too small",
                        initiator().u32(Tlvs.LARGEST_MESSAGE, 1_023).encode()),
                Arguments.of(
                        "H-3",
                        "no window",
                        initiator().u32(Tlvs.INITIAL_WINDOW, 0).encode()),
                Arguments.of(
                        "H-3",
                        "a window over 2^31-1",
                        initiator().u32(Tlvs.INITIAL_WINDOW, -1).encode()),
                Arguments.of(
                        "H-3",
                        "a credit over 2^31-1",
                        initiator().u32(Tlvs.INITIAL_CREDIT, -2).encode()),
                Arguments.of(
                        "H-3",
                        "too many channels",
                        initiator().u32(Tlvs.MAX_CHANNELS, -1).encode()),
                Arguments.of("H-4", "our own role", Tlvs.hello(Tlvs.ACCEPTOR).encode()),
                Arguments.of(
                        "H-5",
                        "version 2",
                        Tlvs.none().u16(Tlvs.VERSION, 2).u8(Tlvs.ROLE, 1).encode()),
                Arguments.of(
                        "H-5",
                        "version 2 before a bad value",
                        Tlvs.none()
                                .u32(Tlvs.INITIAL_WINDOW, 0)
                                .u16(Tlvs.VERSION, 2)
                                .encode()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badHellos")
    void aBadHelloIsAnsweredByTheRuleAndTheEnd(String rule, String what, ByteBuffer payload) {
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, MuxServer.create())) {
            served.peer().say(new RawFrame(0, RawFrame.PING, RawFrame.HELLO, payload));

            List<RawFrame> said = served.peer().untilEnd();
            assertThat(said.get(0).has(RawFrame.HELLO))
                    .as("our hello goes first")
                    .isTrue();
            RawFrame last = said.get(said.size() - 1);
            assertThat(last).as(what).matches(frame -> frame.is(RawFrame.ERROR, 0));
            assertThat(last.integer(0)).isEqualTo(RawFrame.PROTOCOL_ERROR);
            assertThat(last.text()).startsWith("rule " + rule + ": ");
        }
    }

    @Test
    void whatIsNoFrameAtAllIsAViolationOfTheFirstRule() {
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, MuxServer.create())) {
            served.peer().write(RawFrame.utf8("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));

            List<RawFrame> said = served.peer().untilEnd();
            assertThat(said.get(0).has(RawFrame.HELLO))
                    .as("our hello goes first")
                    .isTrue();
            assertThat(said.get(said.size() - 1).text()).startsWith("rule F-1: ");
        }
    }

    @Test
    void aHelloThatIsNotTheFirstFrameIsAViolationOfAPlainPeerToo() {
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, MuxServer.create())) {
            served.peer().say(RawFrame.ping("first"), RawFrame.hello(initiator()));

            List<RawFrame> said = served.peer().untilEnd();
            assertThat(said.get(said.size() - 1).text()).startsWith("rule H-1: ");
        }
    }
}
