package org.reactivemux.reactor.protocol;

/**
 * What the header contributes to a frame's checksum. A cyclic redundancy check is linear: that of a header and a payload
 * is that of the payload alone, xor what the header has left in the register, moved on by as many zero bytes as the
 * payload has. Both steps are look-ups of words, and the header's bytes need not be in memory at all.
 */
final class HeaderShare {
    /** Payloads are shorter than two to that power. */
    private static final int LENGTH_BITS = 17;

    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int FRESH = ~0;

    /** For each power of two: the register that many zero bytes on, by each byte of the register before. */
    private static final int[][] ZEROS = zeros();

    private HeaderShare() {}

    /** The share of a header, to be added by xor to the checksum of its payload. */
    static int of(int channel, int type, int flags, int length) {
        return moved(behindFlags(channel, type, flags), length);
    }

    /** The register behind bytes 0 to 7, which are the same in all frames of a channel with the same type and flags. */
    static int behindFlags(int channel, int type, int flags) {
        int first = Integer.reverseBytes(FrameFormat.MAGIC << 16 | channel >>> 16);
        int second = Integer.reverseBytes(channel << 16 | type << 8 | flags);
        return wordOn(wordOn(FRESH ^ first) ^ second);
    }

    /** The same from there on. */
    static int moved(int behindFlags, int length) {
        int register = wordOn(behindFlags ^ Integer.reverseBytes(length)) ^ FRESH;
        for (int left = length; left != 0; left &= left - 1) {
            register = on(ZEROS[Integer.numberOfTrailingZeros(left)], register);
        }
        return register;
    }

    /** The register four bytes on, which have been added to it. */
    private static int wordOn(int register) {
        return on(ZEROS[2], register);
    }

    private static int on(int[] table, int register) {
        return table[register & 0xFF]
                ^ table[0x100 | register >>> 8 & 0xFF]
                ^ table[0x200 | register >>> 16 & 0xFF]
                ^ table[0x300 | register >>> 24];
    }

    private static int[][] zeros() {
        int[][] zeros = new int[LENGTH_BITS][4 * 256];
        for (int n = 0; n < 4 * 256; n++) {
            zeros[0][n] = byteOn((n & 0xFF) << 8 * (n >>> 8));
        }
        for (int power = 1; power < LENGTH_BITS; power++) {
            int[] half = zeros[power - 1];
            for (int n = 0; n < 4 * 256; n++) {
                zeros[power][n] = on(half, half[n]);
            }
        }
        return zeros;
    }

    private static int byteOn(int register) {
        int moved = register;
        for (int bit = 0; bit < 8; bit++) {
            moved = moved >>> 1 ^ ((moved & 1) == 0 ? 0 : POLYNOMIAL);
        }
        return moved;
    }
}
