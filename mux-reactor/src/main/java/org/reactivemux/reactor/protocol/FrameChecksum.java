package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A frame's checksum (docs/protocol.md, F-2): that of its header up to the checksum, and of its payload behind. A cyclic
 * redundancy check is linear, so it is that of the payload alone, xor what the header has left in the register, moved on
 * by as many zero bytes as the payload has. The first is the JDK's work, the second a few look-ups.
 */
final class FrameChecksum {
    /** A shorter payload is looked up sooner than the JDK's own has begun; from about 50 bytes on that is faster. */
    private static final int SHORT = 32;

    private final CRC32 crc = new CRC32();

    /**
     * The checksum of a frame.
     *
     * @param first the first eight bytes of the header
     * @param payload from its position to its limit, where its position is afterwards
     */
    int of(long first, ByteBuffer payload) {
        int length = payload.remaining();
        return payload(payload, length) ^ header(first, length);
    }

    private int payload(ByteBuffer bytes, int length) {
        if (length >= SHORT) {
            crc.reset();
            crc.update(bytes);
            return (int) crc.getValue();
        }
        int register = CrcRegister.FRESH;
        int left = length;
        for (; left >= Integer.BYTES; left -= Integer.BYTES) {
            register = CrcRegister.plusWord(register, bytes.getInt());
        }
        for (; left > 0; left--) {
            register = CrcRegister.plusByte(register, bytes.get());
        }
        return register ^ CrcRegister.FRESH;
    }

    private static int header(long first, int length) {
        int register = CrcRegister.FRESH;
        register = CrcRegister.plusWord(register, (int) (first >>> 32));
        register = CrcRegister.plusWord(register, (int) first);
        register = CrcRegister.plusWord(register, length) ^ CrcRegister.FRESH;
        return CrcRegister.plusZeros(register, length);
    }
}
