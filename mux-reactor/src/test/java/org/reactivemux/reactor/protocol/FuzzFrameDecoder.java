package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.reactivemux.ProtocolViolationException;

/**
 * Bytes cut anywhere: the decoder hands on the frames that section 2 of docs/protocol.md sees in them, and no others,
 * and breaks off at the very byte that shows a violation, so never after waiting or allocating for more (F-3).
 */
public final class FuzzFrameDecoder {
    private static final int[] LARGEST = {0, 100, 2_000, 65_536};
    private static final ByteBuffer DIRECT = ByteBuffer.allocateDirect(65_536);

    private FuzzFrameDecoder() {}

    /** Called by the fuzzer. The program is a limit, whether checksums are put right, cuts, and then the stream. */
    public static void fuzzerTestOneInput(byte[] program) {
        FuzzInput input = new FuzzInput(program);
        int largest = LARGEST[input.below(LARGEST.length)];
        boolean seal = input.below(8) > 0;
        byte[] cuts = input.take(input.below(16));
        byte[] stream = input.take(DIRECT.capacity());
        if (seal) {
            seal(stream);
        }
        FuzzReading expected = FuzzReading.of(stream, largest);
        new Run(largest, expected).feed(ByteBuffer.wrap(stream), new byte[0]);
        new Run(largest, expected).feed(ByteBuffer.wrap(stream), cuts);
        new Run(largest, expected).feed(ByteBuffer.wrap(stream), new byte[] {1});
        new Run(largest, expected).feed(DIRECT.clear().put(stream).flip(), cuts);
    }

    /** Puts the checksums right of all frames that lie whole in the stream, so that the fuzzer need not find them. */
    private static void seal(byte[] stream) {
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        CRC32 crc = new CRC32();
        int at = 0;
        while (stream.length - at >= 16) {
            int length = bytes.getInt(at + 8);
            if (length < 0 || length > stream.length - at - 16) {
                return;
            }
            crc.reset();
            crc.update(stream, at, 12);
            crc.update(stream, at + 16, length);
            bytes.putInt(at + 12, (int) crc.getValue());
            at += 16 + length;
        }
    }

    /** One decoder that is fed the stream in pieces. */
    private static final class Run {
        private final FuzzReading expected;
        private final FuzzReading seen = new FuzzReading();
        private final FrameDecoder decoder;
        private int fed;

        Run(int largest, FuzzReading expected) {
            this.expected = expected;
            this.decoder = new FrameDecoder(largest, seen);
        }

        /** Pieces of the sizes given, again and again; in one without any. */
        void feed(ByteBuffer stream, byte[] sizes) {
            for (int n = 0; stream.hasRemaining() && expected.brokenAt() > fed; n++) {
                int wanted = sizes.length == 0 ? stream.remaining() : sizes[n % sizes.length] & 0xFF;
                int size = Math.min(Math.max(1, wanted), stream.remaining());
                ByteBuffer piece = stream.slice(stream.position(), size);
                stream.position(stream.position() + size);
                fed += size;
                decode(piece);
            }
            FuzzFinding.unless(seen.frames().equals(expected.frames()), "other frames than were sent", seen.frames());
            if (expected.brokenAt() > fed) {
                boolean between = decoder.isBetweenFrames();
                FuzzFinding.unless(between == expected.isBetweenFrames(), "the stream's end is not where it is");
            }
        }

        private void decode(ByteBuffer piece) {
            try {
                decoder.decode(piece);
                FuzzFinding.unless(fed < expected.brokenAt(), "a violation was overlooked", expected.broken());
                FuzzFinding.unless(!piece.hasRemaining(), "not all was taken");
            } catch (ProtocolViolationException violation) {
                FuzzFinding.unless(fed >= expected.brokenAt(), "a violation where there is none", violation);
                FuzzFinding.unless(violation.rule().equals(expected.broken()), "another rule is broken", violation);
            }
        }
    }
}
