package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.close;
import static org.reactivemux.reactor.raw.RawFrame.data;
import static org.reactivemux.reactor.raw.RawFrame.empty;
import static org.reactivemux.reactor.raw.RawFrame.error;
import static org.reactivemux.reactor.raw.RawFrame.grant;
import static org.reactivemux.reactor.raw.RawFrame.open;
import static org.reactivemux.reactor.raw.RawFrame.utf8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Mono;

/** What looks wrong and is no violation (docs/protocol.md, section 12): afterwards an echo still works. */
class ToleranceTest {
    private static final MuxServer SERVER = MuxServer.create()
            .handle("idle", channel -> Mono.never())
            .handle("over", channel -> Mono.empty())
            .handle("echo", channel -> channel.send(channel.receive()));

    @TempDir
    Path directory;

    static Stream<Arguments> oddities() {
        return Stream.of(
                Arguments.of(
                        "unknown flags",
                        List.of(
                                open(1, "idle"),
                                data(1, 0xF8, utf8("x")),
                                new RawFrame(0, RawFrame.PING, 0x01, utf8("p")))),
                Arguments.of(
                        "an unknown entry in a head, twice",
                        List.of(new RawFrame(
                                1,
                                RawFrame.OPEN,
                                0,
                                Tlvs.head("idle").u8(99, 1).u8(99, 2).encode()))),
                Arguments.of(
                        "a payload where there is none",
                        List.of(open(1, "idle"), new RawFrame(1, RawFrame.CLOSE, RawFrame.FIN, utf8("bye")))),
                Arguments.of(
                        "late frames of a freed channel",
                        List.of(
                                open(1, "over"),
                                data(1, "late"),
                                data(1, RawFrame.MORE, utf8("and cut short")),
                                grant(1, 1, 1),
                                close(1, RawFrame.FIN | RawFrame.STOP),
                                empty(1, RawFrame.ACK, 0),
                                error(1, RawFrame.CANCELLED, ""))),
                Arguments.of("FIN and STOP that cross our own", List.of(open(1, "over"), close(1, 0x03))),
                Arguments.of(
                        "a grant and a STOP after the peer's direction ended",
                        List.of(open(1, "idle"), close(1, RawFrame.STOP), grant(1, 5, 5), close(1, RawFrame.STOP))),
                Arguments.of(
                        "an empty last fragment",
                        List.of(open(1, "idle"), data(1, RawFrame.MORE, utf8("x")), data(1, 0, utf8("")))),
                Arguments.of(
                        "malformed UTF-8 in a text",
                        List.of(open(1, "idle"), new RawFrame(1, RawFrame.ERROR, 0, ByteBuffer.wrap(new byte[] {
                            0, 0, 0, 2, (byte) 0xFF
                        })))),
                Arguments.of("an unknown error code", List.of(open(1, "idle"), error(1, 0x0FFF, "?"))),
                Arguments.of("a gap in the ids", List.of(open(1, "idle"), open(0x7FFFFFF1, "idle"))),
                Arguments.of("a CLOSE with an unknown flag", List.of(open(1, "idle"), close(1, 0x04))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddities")
    void theConnectionGoesOn(String what, List<RawFrame> frames) {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            for (RawFrame frame : frames) {
                served.peer().say(frame);
                served.settle();
            }
            served.peer().say(open(0x7FFFFFF9, "echo"), data(0x7FFFFFF9, RawFrame.END, utf8("still fine")));

            assertThat(served.peer().await(RawFrame.DATA, 0x7FFFFFF9).text())
                    .as(what)
                    .isEqualTo("still fine");
        }
    }
}
