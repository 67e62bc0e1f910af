package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F-2: the CRC-32 of the header up to the checksum and of the payload. */
class FrameChecksumTest {
    private static final long SEED = 4;

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 7, 12, 15, 16, 31, 32, 33, 64, 300, 1_000, 1_024, 65_535, 65_536, 131_071, 0xFF_FFFF
            })
    void itIsThatOfHeaderAndPayload(int length) {
        Random random = new Random(SEED);
        byte[] payload = new byte[length];
        for (int n = 0; n < 20; n++) {
            random.nextBytes(payload);
            int channel = random.nextInt();
            int type = 1 + random.nextInt(8);
            int flags = random.nextInt(256);
            ByteBuffer frame = ByteBuffer.wrap(payload);
            int found = new FrameChecksum().of(FrameFormat.first(channel, type, flags), frame);
            assertThat(found).isEqualTo(crc(header(channel, type, flags, length), payload));
            assertThat(frame.remaining()).isZero();
        }
    }

    /** As it lies in a batch, or in what was read. */
    @ParameterizedTest
    @ValueSource(ints = {5, 31, 32, 100})
    void itIsTakenOfTheBytesBetweenPositionAndLimit(int length) {
        ByteBuffer direct = ByteBuffer.allocateDirect(length + 20);
        byte[] payload = new byte[length];
        new Random(SEED).nextBytes(payload);
        direct.put(13, payload).position(13).limit(13 + length);
        int found = new FrameChecksum().of(FrameFormat.first(1, 3, 0), direct);
        assertThat(found).isEqualTo(crc(header(1, 3, 0, length), payload));
        assertThat(direct.position()).isEqualTo(13 + length);
    }

    private static byte[] header(int channel, int type, int flags, int length) {
        return ByteBuffer.allocate(12)
                .putShort((short) 0x5353)
                .putInt(channel)
                .put((byte) type)
                .put((byte) flags)
                .putInt(length)
                .array();
    }

    private static int crc(byte[]... parts) {
        CRC32 crc = new CRC32();
        for (byte[] part : parts) {
            crc.update(part);
        }
        return (int) crc.getValue();
    }
}
