package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.PeerSettings;
import org.reactivemux.ProtocolViolationException;

/** The codec against the frames of docs/vectors. */
class FrameVectorTest {
    private static final List<FrameVector> VALID = FrameVector.read("valid.txt");
    private static final List<FrameVector> INVALID = FrameVector.read("invalid.txt");
    private static final List<FrameVector> INCOMPLETE = FrameVector.read("incomplete.txt");
    private static final List<FrameVector> EXCHANGE = FrameVector.read("exchange.txt");
    private static final List<String> TYPES =
            List.of("", "OPEN_CHANNEL", "CLOSE_CHANNEL", "DATA", "ACK", "ERROR", "PING", "PONG", "FLOW_CONTROL");

    static Stream<FrameVector> framesToTake() {
        return Stream.concat(VALID.stream(), EXCHANGE.stream());
    }

    static Stream<FrameVector> framesWithAHead() {
        return VALID.stream().filter(vector -> vector.keys().containsKey("weight"));
    }

    static Stream<FrameVector> hellos() {
        return VALID.stream().filter(vector -> vector.keys().containsKey("version"));
    }

    static Stream<FrameVector> framesWithAText() {
        return VALID.stream().filter(vector -> vector.keys().containsKey("text"));
    }

    static Stream<FrameVector> framesThatADecoderRefuses() {
        return INVALID.stream().filter(vector -> vector.meaning().startsWith("F-"));
    }

    static Stream<FrameVector> incompleteFrames() {
        return INCOMPLETE.stream();
    }

    @Test
    void everyVectorIsRead() {
        assertThat(VALID).hasSize(89);
        assertThat(INVALID).hasSize(125);
        assertThat(INCOMPLETE).hasSize(15);
        assertThat(EXCHANGE).hasSize(22);
        assertThat(Stream.of(VALID, INVALID, INCOMPLETE, EXCHANGE)
                        .mapToInt(file -> (int)
                                file.stream().map(FrameVector::name).distinct().count())
                        .sum())
                .as("names are unique in their file")
                .isEqualTo(89 + 125 + 15 + 22);
        assertThat(framesWithAHead()).hasSize(18);
        assertThat(hellos()).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("framesToTake")
    void aValidFrameIsTakenAsItStands(FrameVector vector) {
        FrameRecorder recorder = new FrameRecorder();
        ByteBuffer in = vector.bytes();
        new FrameDecoder(vector.largestData(), recorder).decode(in);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(recorder.frames()).hasSize(1);
        Frame frame = recorder.frames().get(0);
        assertThat(TYPES.get(frame.type())).isEqualTo(vector.key("type"));
        assertThat(Integer.toUnsignedString(frame.channel())).isEqualTo(vector.key("channel"));
        assertThat(frame.payload()).isEqualTo(ByteBuffer.wrap(FrameVector.bytes(vector.key("payload"))));
        if (frame.type() == Frame.DATA || frame.type() == Frame.CLOSE || frame.type() == Frame.PING) {
            assertThat("0x%02x".formatted(frame.flags())).isEqualTo(vector.key("flags"));
        }
    }

    @ParameterizedTest
    @MethodSource("framesToTake")
    void anEncodedFrameHasTheBytesOfItsVector(FrameVector vector) {
        int type = TYPES.indexOf(vector.key("type"));
        int channel = Integer.parseUnsignedInt(vector.key("channel"));
        int flags = Integer.decode(vector.key("flags"));
        byte[] payload = FrameVector.bytes(vector.key("payload"));
        RecordingBatch batch = new RecordingBatch();
        FrameEncoder encoder = new FrameEncoder();
        if (type == Frame.DATA) {
            encoder.data(batch, channel, flags, ByteBuffer.wrap(payload), 0, payload.length);
        } else {
            encoder.control(batch, channel, type, flags, payload);
        }
        assertThat(batch.room(0).duplicate().flip()).isEqualTo(vector.bytes());
    }

    /** H-12, H-13: absent entries have their defaults, unknown ones are skipped. */
    @ParameterizedTest
    @MethodSource("framesWithAHead")
    void aHeadIsReadAsItsVectorSays(FrameVector vector) {
        ChannelHead head = ChannelHead.decode(payload(vector));
        assertThat(head.name()).isEqualTo(text(vector.key("name")));
        assertThat(head.weight()).hasToString(vector.key("weight"));
        assertThat(head.codec()).hasToString(vector.key("codec"));
        assertThat(credit(head.initialCredit())).isEqualTo(vector.key("credit"));
        assertThat(head.metadata()).isEqualTo(metadata(vector.key("metadata")));
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void aHelloIsReadAsItsVectorSays(FrameVector vector) {
        for (Role ours : Role.values()) {
            Hello hello = Hello.decode(payload(vector), ours);
            PeerSettings settings = hello.settings();
            assertThat(settings.version()).hasToString(vector.key("version"));
            assertThat(hello.role())
                    .isEqualTo(
                            switch (vector.key("role")) {
                                case "1" -> Role.INITIATOR;
                                case "2" -> Role.ACCEPTOR;
                                default -> ours.other();
                            });
            assertThat(settings.largestFrame()).hasToString(vector.key("frame"));
            assertThat(settings.largestMessage()).hasToString(vector.key("message"));
            assertThat(settings.maxChannels()).hasToString(vector.key("channels"));
            assertThat(settings.initialWindow()).hasToString(vector.key("window"));
            assertThat(credit(OptionalInt.of(settings.initialCredit()))).isEqualTo(vector.key("credit"));
            List<String> codecs = List.of(vector.key("codecs").split(","));
            assertThat(settings.codecs())
                    .allMatch(codec -> codecs.contains(Integer.toString(codec.id())))
                    .hasSize((int)
                            codecs.stream().filter(List.of("1", "2")::contains).count());
        }
    }

    /** E-5: malformed UTF-8 in a text is replaced. */
    @ParameterizedTest
    @MethodSource("framesWithAText")
    void codesAndTextsAreReadAsTheirVectorSays(FrameVector vector) {
        if (vector.key("type").equals("ERROR")) {
            ErrorPayload error = ErrorPayload.decode(payload(vector));
            assertThat(Integer.toUnsignedString(error.code().value())).isEqualTo(vector.key("code"));
            assertThat(error.text()).isEqualTo(text(vector.key("text")));
        } else {
            GoAway goAway = GoAway.decode(payload(vector));
            assertThat(Integer.toUnsignedString(goAway.lastAccepted())).isEqualTo(vector.key("last"));
            assertThat(Integer.toUnsignedString(goAway.code().value())).isEqualTo(vector.key("code"));
            assertThat(goAway.text()).isEqualTo(text(vector.key("text")));
        }
    }

    @ParameterizedTest
    @MethodSource("framesThatADecoderRefuses")
    void anInvalidFrameIsRefusedByItsRule(FrameVector vector) {
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(vector.largestData(), recorder);
        assertThatThrownBy(() -> decoder.decode(vector.bytes()))
                .isInstanceOfSatisfying(
                        ProtocolViolationException.class,
                        violation -> assertThat(violation.rule()).isEqualTo(vector.meaning()));
        assertThat(recorder.frames()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("incompleteFrames")
    void anIncompleteFrameWaitsForItsRest(FrameVector vector) {
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(vector.largestData(), recorder);
        decoder.decode(vector.bytes());
        assertThat(decoder.isBetweenFrames()).isEqualTo(vector.bytes().remaining() == 0);
        int missing = Integer.parseInt(vector.key("more"));
        decoder.decode(ByteBuffer.allocate(missing - 1));
        assertThat(recorder.frames()).isEmpty();
        assertThat(decoder.isBetweenFrames()).isEqualTo(vector.bytes().remaining() == 0 && missing == 1);
    }

    /** The valid vectors of one context, one behind the other, cut anywhere, give the same frames. */
    @Test
    void theVectorsOfOneContextAreAStreamThatMayBeCutAnywhere() {
        Map<String, List<FrameVector>> contexts =
                VALID.stream().collect(Collectors.groupingBy(FrameVector::context, TreeMap::new, Collectors.toList()));
        assertThat(contexts).hasSize(4);
        contexts.forEach((context, vectors) -> {
            ByteBuffer all = ByteBuffer.allocate(vectors.stream()
                    .mapToInt(vector -> vector.bytes().remaining())
                    .sum());
            vectors.forEach(vector -> all.put(vector.bytes()));
            List<String> expected = decode(all.flip(), vectors.get(0).largestData(), all.remaining());
            assertThat(expected).as(context).hasSize(vectors.size());
            for (int piece : new int[] {1, 2, 7, 15, 16, 17, 1_023, 65_535}) {
                if (all.remaining() / piece < 1_000_000) {
                    assertThat(decode(all.rewind(), vectors.get(0).largestData(), piece))
                            .as("%s in pieces of %d", context, piece)
                            .isEqualTo(expected);
                }
            }
        });
    }

    private static List<String> decode(ByteBuffer all, int largestData, int piece) {
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(largestData, recorder);
        for (int at = 0; at < all.limit(); at += piece) {
            decoder.decode(all.slice(at, Math.min(piece, all.limit() - at)));
        }
        return recorder.lines();
    }

    private static ByteBuffer payload(FrameVector vector) {
        return ByteBuffer.wrap(FrameVector.bytes(vector.key("payload")));
    }

    private static String text(String bytes) {
        return new String(FrameVector.bytes(bytes), StandardCharsets.UTF_8);
    }

    private static String credit(OptionalInt credit) {
        if (credit.isEmpty()) {
            return "-";
        }
        return credit.getAsInt() == Frame.UNBOUNDED ? "unbounded" : String.valueOf(credit.getAsInt());
    }

    private static Map<String, ByteBuffer> metadata(String entries) {
        Map<String, ByteBuffer> metadata = new TreeMap<>();
        for (String entry : entries.equals("-") ? new String[0] : entries.split(",", -1)) {
            int colon = entry.indexOf(':');
            HexFormat hex = HexFormat.of();
            metadata.put(
                    new String(hex.parseHex(entry.substring(0, colon)), StandardCharsets.UTF_8),
                    ByteBuffer.wrap(hex.parseHex(entry.substring(colon + 1))));
        }
        return metadata;
    }
}
