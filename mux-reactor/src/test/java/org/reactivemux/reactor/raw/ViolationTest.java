package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.ack;
import static org.reactivemux.reactor.raw.RawFrame.close;
import static org.reactivemux.reactor.raw.RawFrame.data;
import static org.reactivemux.reactor.raw.RawFrame.empty;
import static org.reactivemux.reactor.raw.RawFrame.error;
import static org.reactivemux.reactor.raw.RawFrame.goAway;
import static org.reactivemux.reactor.raw.RawFrame.grant;
import static org.reactivemux.reactor.raw.RawFrame.hello;
import static org.reactivemux.reactor.raw.RawFrame.open;
import static org.reactivemux.reactor.raw.RawFrame.utf8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.Codec;
import org.reactivemux.MuxOptions;
import org.reactivemux.ProtocolViolationException;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.protocol.Compressed;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * Every rule of docs/protocol.md, section 12, that an initiator can break: the answer is an ERROR on channel 0 whose
 * text names the rule, and the end of the connection (F-11).
 */
class ViolationTest {
    private static final MuxOptions SMALL = MuxOptions.builder()
            .initialWindow(1_024)
            .largestFrame(1_024)
            .largestMessage(2_000)
            .prefetch(2)
            .build();

    /** Serves channels that are never read, are read without limit, or are over at once. */
    private static final MuxServer SERVER = MuxServer.create()
            .options(SMALL)
            .handle("idle", channel -> Mono.never())
            .handle("sink", channel -> channel.receive().then())
            .handle("over", channel -> Mono.empty());

    @TempDir
    Path directory;

    /** What an initiator says after the hellos: all but the last frame is legal, and has its effect first. */
    private record Breach(String rule, String what, List<RawFrame> frames) {
        static Breach of(String rule, String what, RawFrame... frames) {
            return new Breach(rule, what, List.of(frames));
        }

        List<RawFrame> before() {
            return frames.subList(0, frames.size() - 1);
        }

        RawFrame breach() {
            return frames.get(frames.size() - 1);
        }

        @Override
        public String toString() {
            return rule + ": " + what;
        }
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size);
    }

    private static RawFrame openWith(int channel, Tlvs head) {
        return new RawFrame(channel, RawFrame.OPEN, 0, head.encode());
    }

    static Stream<Breach> breachesOfFrames() {
        return Stream.of(
                Breach.of("F-3", "DATA over the largest frame", open(1, "sink"), data(1, 0, bytes(1_025))),
                Breach.of("F-3", "a PING over 4,096 bytes", new RawFrame(0, RawFrame.PING, 0, bytes(4_097))),
                Breach.of("F-4", "type 0", empty(1, 0, 0)),
                Breach.of("F-4", "type 9", empty(1, 9, 0)),
                Breach.of("F-5", "DATA on channel 0", data(0, "x")),
                Breach.of("F-5", "OPEN of channel 0", open(0, "sink")),
                Breach.of("F-5", "PING on a channel", open(1, "sink"), empty(1, RawFrame.PING, 0)),
                Breach.of("F-5", "PONG on a channel", empty(1, RawFrame.PONG, 0)),
                Breach.of("H-1", "a second hello", hello(Tlvs.hello(Tlvs.INITIATOR))),
                Breach.of("H-2", "a head cut short", new RawFrame(1, RawFrame.OPEN, 0, bytes(3))),
                Breach.of("H-2", "a name twice", openWith(1, Tlvs.head("a").value(Tlvs.NAME, utf8("b")))),
                Breach.of(
                        "H-2",
                        "a weight of one byte",
                        openWith(1, Tlvs.head("sink").u8(3, 1))),
                Breach.of("H-3", "weight 0", openWith(1, Tlvs.head("sink").u16(3, 0))),
                Breach.of("H-3", "weight 257", openWith(1, Tlvs.head("sink").u16(3, 257))),
                Breach.of(
                        "H-3", "a malformed name", openWith(1, Tlvs.none().value(Tlvs.NAME, ByteBuffer.wrap(new byte[] {
                            (byte) 0xC3, 0x28
                        })))),
                Breach.of("C-8", "an ERROR of 3 bytes", open(1, "sink"), new RawFrame(1, RawFrame.ERROR, 0, bytes(3))),
                Breach.of("C-8", "a go-away of 7 bytes", new RawFrame(0, RawFrame.CLOSE, 0, bytes(7))),
                Breach.of(
                        "W-1",
                        "a grant of 5 bytes",
                        open(1, "idle"),
                        new RawFrame(1, RawFrame.FLOW_CONTROL, 0, bytes(5))),
                Breach.of("W-1", "a grant of 0 bytes", open(1, "idle"), empty(1, RawFrame.FLOW_CONTROL, 0)),
                Breach.of("W-2", "a grant of no bytes", open(1, "idle"), grant(1, 0)),
                Breach.of("W-2", "a grant of nothing", open(1, "idle"), grant(1, 0, 0)),
                Breach.of("M-1", "MORE without payload", open(1, "sink"), data(1, RawFrame.MORE, bytes(0))),
                Breach.of("M-2", "MORE and END", open(1, "sink"), data(1, RawFrame.MORE | RawFrame.END, bytes(1))),
                Breach.of(
                        "M-2",
                        "a late MORE and END",
                        open(1, "over"),
                        error(1, 3, ""),
                        data(1, RawFrame.MORE | RawFrame.END, bytes(1))));
    }

    static Stream<Breach> breachesOfState() {
        return Stream.of(
                Breach.of("C-1", "OPEN of an even id", open(2, "sink")),
                Breach.of("C-2", "OPEN of an open channel", open(1, "idle"), open(1, "idle")),
                Breach.of("C-2", "OPEN below the highest", open(5, "idle"), open(3, "idle")),
                Breach.of("C-2", "OPEN of a freed channel", open(1, "idle"), error(1, 3, ""), open(1, "idle")),
                Breach.of("C-3", "DATA before OPEN", data(1, "x")),
                Breach.of("C-3", "a grant for what the server never opened", grant(2, 1)),
                Breach.of("C-3", "STOP above the highest", open(1, "idle"), close(3, RawFrame.STOP)),
                Breach.of("C-4", "ACK of a channel it opened", open(1, "idle"), ack(1)),
                Breach.of("C-5", "a refusal from the opener", open(1, "idle"), error(1, RawFrame.REFUSED, "")),
                Breach.of("C-5", "a refusal on channel 0", error(0, RawFrame.NO_HANDLER, "")),
                Breach.of("C-6", "DATA after END", open(1, "idle"), data(1, RawFrame.END, utf8("x")), data(1, "y")),
                Breach.of("C-6", "DATA after FIN", open(1, "idle"), close(1, RawFrame.FIN), data(1, "y")),
                Breach.of("C-6", "FIN twice", open(1, "idle"), close(1, RawFrame.FIN), close(1, RawFrame.FIN)),
                Breach.of("W-3", "too many bytes", open(1, "idle"), grant(1, Integer.MAX_VALUE)),
                Breach.of("W-3", "over 2^31 bytes", open(1, "idle"), grant(1, -1)),
                Breach.of("W-3", "too many messages", open(1, "idle"), grant(1, 0, Integer.MAX_VALUE)),
                Breach.of(
                        "W-4",
                        "DATA past the window",
                        open(1, "idle"),
                        data(1, 0, bytes(1_000)),
                        data(1, 0, bytes(25))),
                Breach.of("W-5", "a third message of two", open(1, "idle"), data(1, ""), data(1, ""), data(1, "")),
                Breach.of(
                        "W-6",
                        "late DATA past the allowance",
                        open(1, "over"),
                        data(1, 0, bytes(1_000)),
                        data(1, 0, bytes(25))),
                Breach.of(
                        "W-6",
                        "DATA behind the ERROR of its writer",
                        open(1, "idle"),
                        error(1, 3, ""),
                        data(1, 0, bytes(1))),
                Breach.of(
                        "W-6",
                        "DATA past a refused channel's window",
                        open(1, "unknown"),
                        data(1, 0, bytes(1_000)),
                        data(1, 0, bytes(25))),
                Breach.of(
                        "M-3",
                        "FIN inside a message",
                        open(1, "sink"),
                        data(1, RawFrame.MORE, bytes(1)),
                        close(1, RawFrame.FIN)),
                Breach.of("M-5", "COMPRESSED without a codec", open(1, "sink"), data(1, 0x01, utf8("x"))),
                Breach.of(
                        "M-12",
                        "COMPRESSED that does not inflate",
                        openWith(1, Tlvs.head("sink").u8(4, 1)),
                        data(1, 0x01, utf8("x"))),
                Breach.of(
                        "M-13",
                        "a bomb",
                        openWith(1, Tlvs.head("sink").u8(4, 1)),
                        data(1, 0x01, ByteBuffer.wrap(Compressed.by(Codec.DEFLATE, new byte[500_000])))),
                Breach.of("K-1", "OPEN after its own go-away", goAway(0, 0), open(1, "sink")),
                Breach.of("K-2", "a higher last id", goAway(0, 0), goAway(2, 0)));
    }

    @ParameterizedTest
    @MethodSource({"breachesOfFrames", "breachesOfState"})
    void theAnswerNamesTheRuleAndTheConnectionEnds(Breach breach) {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            served.peer().say(breach.before().toArray(RawFrame[]::new));
            assertThat(served.settle()).noneMatch(frame -> frame.is(RawFrame.ERROR, 0));
            served.peer().say(breach.breach());

            assertEnded(served.peer(), breach.rule());
        }
    }

    private static void assertEnded(RawPeer peer, String rule) {
        List<RawFrame> last = peer.untilEnd();
        assertThat(last).isNotEmpty();
        RawFrame error = last.get(last.size() - 1);
        assertThat(error).as("the last word").matches(frame -> frame.is(RawFrame.ERROR, 0));
        assertThat(error.integer(0)).isEqualTo(RawFrame.PROTOCOL_ERROR);
        assertThat(error.text()).startsWith("rule " + rule + ": ");
    }

    /** M-4 can be broken only by a message that the window and the credit allow. */
    @Test
    void aMessageOverTheLargestIsAViolation() {
        MuxServer server = SERVER.options(SMALL.toBuilder().initialWindow(4_096).build());
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, server)) {
            served.peer()
                    .say(
                            open(1, "idle"),
                            data(1, RawFrame.MORE, bytes(1_000)),
                            data(1, RawFrame.MORE, bytes(1_000)),
                            data(1, RawFrame.MORE, bytes(1)));

            assertEnded(served.peer(), "M-4");
        }
    }

    @Test
    void aWrongMagicIsAViolation() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            served.peer().write(open(1, "sink").encode().put(0, (byte) 'X'));

            assertEnded(served.peer(), "F-1");
        }
    }

    @Test
    void aWrongChecksumIsAViolation() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            ByteBuffer frame = open(1, "sink").encode();
            served.peer().write(frame.put(15, (byte) (frame.get(15) ^ 1)));

            assertEnded(served.peer(), "F-2");
        }
    }

    /** F-3: a length is checked before anything is waited for. */
    @Test
    void aLengthOfFourGigabytesIsAViolationAsSoonAsTheHeaderIsThere() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            served.peer().write(data(1, "x").encode().putInt(8, -1).limit(16));

            assertEnded(served.peer(), "F-3");
        }
    }

    @Test
    void nothingBehindAViolationIsProcessed() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            served.peer().say(open(2, "sink"), open(1, "sink"), RawFrame.ping("still there?"));

            assertThat(served.peer().untilEnd()).hasSize(1);
        }
    }

    /** K-17: whoever is still writing is listened to for a moment, so that the ERROR is not lost to it. */
    @Test
    void theLastWordReachesAPeerThatIsInTheMiddleOfWriting() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            served.peer().say(open(2, "sink"));
            for (int i = 0; i < 100; i++) {
                served.peer().say(data(1, 0, bytes(20_000)));
            }

            assertEnded(served.peer(), "C-1");
        }
    }

    @Test
    void theViolatedSideReportsTheRuleToo() {
        try (ServerToRawPeer served = ServerToRawPeer.connect(directory, SERVER)) {
            Mono<Void> closed = served.mux().onClose();
            served.peer().say(open(2, "sink"));

            StepVerifier.create(closed)
                    .expectErrorSatisfies(violation -> assertThat(violation)
                            .isInstanceOfSatisfying(
                                    ProtocolViolationException.class,
                                    broken -> assertThat(broken.rule()).isEqualTo("C-1")))
                    .verify(Duration.ofSeconds(10));
        }
    }
}
