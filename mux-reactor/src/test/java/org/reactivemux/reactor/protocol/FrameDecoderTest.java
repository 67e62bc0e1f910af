package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;

/** A stream of bytes is cut into the same frames however it arrives (docs/protocol.md, section 2). */
class FrameDecoderTest {
    private static final int LARGEST = 2_000;

    /** Every type, with and without payload, and every known flag. */
    private static final List<Frame> FRAMES = List.of(
            Frame.hello(Tlvs.role(Role.INITIATOR)),
            Frame.open(1),
            Frame.open(3, new Tlvs().text(1, "echo")),
            Frame.ack(2),
            Frame.data(1, ""),
            Frame.data(1, Frame.MORE, "a fragment"),
            Frame.data(1, Frame.END, "the end"),
            Frame.data(0xFFFF_FFFF, Frame.COMPRESSED, 300),
            Frame.grant(1, 17),
            Frame.grant(1, 17, 3),
            Frame.close(1, 0),
            Frame.close(1, Frame.FIN | Frame.STOP),
            Frame.goAway(1),
            Frame.error(3, ErrorCode.CANCELLED),
            Frame.error(0, ErrorCode.TIMEOUT),
            Frame.ping("12345678"),
            new Frame(0, Frame.PONG, 0));

    private final FrameRecorder recorder = new FrameRecorder();
    private final FrameDecoder decoder = new FrameDecoder(LARGEST, recorder);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void framesGluedTogetherInOneReadAreAllHandedOn(boolean direct) {
        decoder.decode(stream(direct));
        assertThat(recorder.lines()).isEqualTo(lines());
        assertThat(decoder.frames()).isEqualTo(FRAMES.size());
        assertThat(decoder.isBetweenFrames()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamThatComesByteByByteGivesTheSameFrames(boolean direct) {
        ByteBuffer stream = stream(direct);
        for (int at = 0; at < stream.limit(); at++) {
            decoder.decode(stream.slice(at, 1));
        }
        assertThat(recorder.lines()).isEqualTo(lines());
        assertThat(recorder.messages())
                .allSatisfy(message -> assertThat(message.hasArray()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamCutOnceAtAnyByteGivesTheSameFrames(boolean direct) {
        ByteBuffer stream = stream(direct);
        for (int cut = 0; cut <= stream.limit(); cut++) {
            FrameRecorder both = new FrameRecorder();
            FrameDecoder cutDecoder = new FrameDecoder(LARGEST, both);
            cutDecoder.decode(stream.slice(0, cut));
            cutDecoder.decode(stream.slice(cut, stream.limit() - cut));
            assertThat(both.lines()).as("cut at byte %d", cut).isEqualTo(lines());
            assertThat(cutDecoder.isBetweenFrames()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStreamCutTwiceAtAnyBytesOfAFrameGivesTheSameFrames(boolean direct) {
        ByteBuffer stream = stream(direct);
        int length = 120;
        for (int first = 0; first < length; first++) {
            for (int second = first; second < length; second += 3) {
                FrameRecorder all = new FrameRecorder();
                FrameDecoder cutDecoder = new FrameDecoder(LARGEST, all);
                cutDecoder.decode(stream.slice(0, first));
                cutDecoder.decode(stream.slice(first, second - first));
                cutDecoder.decode(stream.slice(second, stream.limit() - second));
                assertThat(all.lines()).as("cut at %d and %d", first, second).isEqualTo(lines());
            }
        }
    }

    @Test
    void aReadIsConsumedToItsLimitAndNoFurther() {
        ByteBuffer bytes = Frame.data(1, "message").bytes();
        ByteBuffer read = ByteBuffer.allocate(100).position(5);
        read.put(bytes).put((byte) 99).position(5).limit(5 + bytes.limit());
        decoder.decode(read);
        assertThat(read.remaining()).isZero();
        assertThat(read.limit()).isEqualTo(5 + bytes.limit());
        assertThat(recorder.lines()).containsExactly("DATA 1 \"message\"");
    }

    @Test
    void aMessageIsACopyThatTheReadBufferCannotChange() {
        ByteBuffer read = ByteBuffer.allocateDirect(64)
                .put(Frame.data(1, "first").bytes())
                .flip();
        decoder.decode(read);
        read.clear().put(new byte[64]);
        assertThat(recorder.messages()).containsExactly(ByteBuffer.wrap(Frame.utf8("first")));
    }

    /** F-3: the length is judged when the header is there, before anything is waited for. */
    @Test
    void aPayloadThatIsTooLongIsSeenWithItsHeader() {
        ByteBuffer header = Frame.data(1, 0, LARGEST + 1).bytes().limit(16);
        assertThat(Breaches.rule(() -> decoder.decode(header))).isEqualTo("F-3");
    }

    @Test
    void theLargestDataFrameCanBeChangedBetweenFrames() {
        decoder.largestFrame(10);
        decoder.decode(Frame.data(1, 0, 10).bytes());
        assertThat(Breaches.rule(() -> decoder.decode(Frame.data(1, 0, 11).bytes())))
                .isEqualTo("F-3");
        assertThat(recorder.frames()).hasSize(1);
    }

    @Test
    void theHandlerCanBeChangedFromWithinAFrame() {
        FrameRecorder second = new FrameRecorder();
        recorder.afterEach(() -> decoder.handTo(second));
        decoder.decode(Frame.stream(List.of(Frame.ping("one"), Frame.ping("other"))));
        assertThat(recorder.lines()).containsExactly("PING [3]");
        assertThat(second.lines()).containsExactly("PING [5]");
    }

    /** F-7: magic, then type, then length on the header; the checksum before anything else of the frame. */
    @ParameterizedTest
    @CsvSource({"0x54, 9, 5000, F-1", "0x53, 9, 5000, F-4", "0x53, 3, 5000, F-3", "0x53, 3, 4,    F-2"})
    void theFirstBreachInTheOrderOfCheckingIsReported(int magic, int type, int length, String rule) {
        ByteBuffer frame = ByteBuffer.allocate(20)
                .put(0, (byte) magic)
                .put(1, (byte) 0x53)
                .put(6, (byte) type)
                .putInt(8, length);
        assertThat(Breaches.rule(() -> decoder.decode(frame))).isEqualTo(rule);
    }

    /** F-7: a frame whose checksum is wrong has no channel that could be judged. */
    @Test
    void aWrongChecksumIsReportedBeforeAWrongPlace() {
        ByteBuffer frame = Frame.data(0, "x").bytes();
        frame.put(12, (byte) ~frame.get(12));
        assertThat(Breaches.rule(() -> decoder.decode(frame.duplicate()))).isEqualTo("F-2");
        FrameDecoder cut = new FrameDecoder(LARGEST, recorder);
        cut.decode(frame.slice(0, 16));
        assertThat(Breaches.rule(() -> cut.decode(frame.slice(16, 1)))).isEqualTo("F-2");
    }

    /** F-2: each byte counts. */
    @Test
    void anyByteThatIsChangedOnTheWayIsNoticed() {
        ByteBuffer sound = Frame.data(5, "payload").bytes();
        for (int at = 0; at < sound.limit(); at++) {
            ByteBuffer broken =
                    ByteBuffer.allocate(sound.limit()).put(sound.duplicate()).flip();
            broken.put(at, (byte) (broken.get(at) ^ 0x10));
            FrameDecoder fresh = new FrameDecoder(65_536, recorder);
            String rule = at < 2 ? "F-1" : at == 6 ? "F-4" : at == 8 || at == 9 ? "F-3" : "F-2";
            boolean longer = at == 10 || at == 11;
            if (longer) {
                fresh.decode(broken);
                assertThat(fresh.isBetweenFrames()).as("byte %d", at).isFalse();
            } else {
                assertThat(Breaches.rule(() -> fresh.decode(broken)))
                        .as("byte %d", at)
                        .isEqualTo(rule);
            }
        }
        assertThat(recorder.frames()).isEmpty();
    }

    private static List<String> lines() {
        return FRAMES.stream().map(Frame::toString).toList();
    }

    private static ByteBuffer stream(boolean direct) {
        ByteBuffer stream = Frame.stream(FRAMES);
        return direct
                ? ByteBuffer.allocateDirect(stream.remaining()).put(stream).flip()
                : stream;
    }
}
