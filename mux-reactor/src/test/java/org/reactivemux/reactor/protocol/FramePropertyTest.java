package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Any frame comes back as it was sent, however its bytes are cut on the way (docs/protocol.md, section 2). */
@Domain(AnyFrame.class)
@Domain(DomainContext.Global.class)
class FramePropertyTest {
    private static final int LARGEST = 65_536;

    @Property(tries = 2_000)
    void aFrameIsEncodedAsItsLayoutSays(@ForAll Frame frame, @ForAll boolean direct) {
        assertThat(encoded(frame, direct)).isEqualTo(frame.bytes());
    }

    @Property(tries = 500)
    void aFrameCutInTwoAtAnyByteComesBack(@ForAll Frame frame, @ForAll boolean direct) {
        ByteBuffer bytes = in(direct, encoded(frame, direct));
        for (int cut = 0; cut <= bytes.limit(); cut++) {
            FrameRecorder recorder = new FrameRecorder();
            FrameDecoder decoder = new FrameDecoder(LARGEST, recorder);
            decoder.decode(bytes.slice(0, cut));
            decoder.decode(bytes.slice(cut, bytes.limit() - cut));
            assertThat(bytes(recorder)).as("cut at byte %d", cut).containsExactly(frame.bytes());
            assertThat(decoder.isBetweenFrames()).isTrue();
        }
    }

    @Property(tries = 2_000)
    void aStreamThatComesInReadsOfAnySizesGivesItsFrames(
            @ForAll @Size(max = 20) List<Frame> frames,
            @ForAll @NotEmpty @Size(max = 30) List<@IntRange(min = 1, max = 300) Integer> reads,
            @ForAll boolean direct) {
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(LARGEST, recorder);
        read(decoder, in(direct, Frame.stream(frames)), reads);
        assertThat(bytes(recorder))
                .containsExactlyElementsOf(frames.stream().map(Frame::bytes).toList());
        assertThat(decoder.frames()).isEqualTo(frames.size());
        assertThat(decoder.isBetweenFrames()).isTrue();
    }

    /** F-10: what lies behind the last whole frame is not handed on, and is seen to be missing. */
    @Property(tries = 2_000)
    void aStreamThatBreaksOffGivesTheFramesThatAreWhole(
            @ForAll @NotEmpty @Size(max = 8) List<Frame> frames, @ForAll @IntRange(max = 2_000) int most) {
        ByteBuffer stream = Frame.stream(frames);
        int length = Math.min(most, stream.limit());
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(LARGEST, recorder);
        decoder.decode(stream.slice(0, length));
        int whole = 0;
        int end = 0;
        while (whole < frames.size() && end + frames.get(whole).bytes().limit() <= length) {
            end += frames.get(whole++).bytes().limit();
        }
        assertThat(bytes(recorder))
                .containsExactlyElementsOf(
                        frames.stream().limit(whole).map(Frame::bytes).toList());
        assertThat(decoder.isBetweenFrames()).isEqualTo(end == length);
    }

    /** S-4: payloads of which some are copied into the batch and some are referred to. */
    @Property(tries = 300)
    void aMessageOfAnySizeComesBackWholeAndIsNotTouched(
            @ForAll @IntRange(max = LARGEST) int size,
            @ForAll @IntRange(max = 50) int before,
            @ForAll @NotEmpty @Size(max = 10) List<@IntRange(min = 1, max = 70_000) Integer> reads,
            @ForAll boolean direct) {
        ByteBuffer message = in(direct, numbered(before + size + 7))
                .position(before)
                .limit(before + size)
                .asReadOnlyBuffer();
        RecordingBatch batch = new RecordingBatch();
        new FrameEncoder().data(batch, 1, Frame.END, message, before, size);
        FrameRecorder recorder = new FrameRecorder();
        read(new FrameDecoder(LARGEST, recorder), in(direct, Frame.stream(batch.frames())), reads);
        assertThat(recorder.messages()).containsExactly(message);
        assertThat(message.position()).isEqualTo(before);
    }

    /** F-2: a byte that is changed on the way is noticed, or makes the frame longer than it is. */
    @Property(tries = 2_000)
    void aDamagedFrameIsNeverHandedOn(
            @ForAll Frame frame,
            @ForAll @IntRange(max = 10_000) int place,
            @ForAll @IntRange(min = 1, max = 255) int flip) {
        ByteBuffer bytes = frame.bytes();
        int at = place % bytes.limit();
        bytes.put(at, (byte) (bytes.get(at) ^ flip));
        FrameRecorder recorder = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(LARGEST, recorder);
        String rule = Breaches.rule(() -> decoder.decode(bytes));
        assertThat(recorder.frames()).isEmpty();
        assertThat(rule.equals("none") && decoder.isBetweenFrames())
                .as("taken for sound")
                .isFalse();
    }

    private static ByteBuffer encoded(Frame frame, boolean direct) {
        RecordingBatch batch = new RecordingBatch();
        FrameEncoder encoder = new FrameEncoder();
        ByteBuffer payload = frame.payload();
        if (frame.type() == Frame.DATA) {
            encoder.data(batch, frame.channel(), frame.flags(), in(direct, payload), 0, payload.limit());
        } else if (frame.type() != Frame.FLOW_CONTROL) {
            byte[] body = new byte[payload.limit()];
            payload.get(body);
            encoder.control(batch, frame.channel(), frame.type(), frame.flags(), body);
        } else if (payload.limit() == 4) {
            encoder.grant(batch, frame.channel(), payload.getInt(0));
        } else {
            encoder.grant(batch, frame.channel(), payload.getInt(0), payload.getInt(4));
        }
        return Frame.stream(batch.frames());
    }

    /** Hands the stream on in reads of those sizes, over and over. */
    private static void read(FrameDecoder decoder, ByteBuffer stream, List<Integer> sizes) {
        int at = 0;
        for (int n = 0; at < stream.limit(); n++) {
            int size = Math.min(sizes.get(n % sizes.size()), stream.limit() - at);
            decoder.decode(stream.slice(at, size));
            at += size;
        }
    }

    private static ByteBuffer in(boolean direct, ByteBuffer bytes) {
        ByteBuffer copy = direct ? ByteBuffer.allocateDirect(bytes.limit()) : ByteBuffer.allocate(bytes.limit());
        return copy.put(bytes.duplicate()).flip();
    }

    private static ByteBuffer numbered(int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int n = 0; n < size; n++) {
            bytes.put(n, (byte) (n * 31 + (n >>> 8)));
        }
        return bytes;
    }

    private static List<ByteBuffer> bytes(FrameRecorder recorder) {
        return recorder.frames().stream().map(Frame::bytes).toList();
    }
}
