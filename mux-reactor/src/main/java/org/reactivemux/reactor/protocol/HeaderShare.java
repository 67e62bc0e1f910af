package org.reactivemux.reactor.protocol;

/**
 * What the header contributes to a frame's checksum (docs/protocol.md, F-2). A cyclic redundancy check is linear: that of
 * a header and a payload is that of the payload alone, xor what the header has left in the register, moved on by as many
 * zero bytes as the payload has. Both are look-ups of words. The JDK's own CRC-32 over so few bytes takes several times
 * as long as over a payload of 64.
 */
final class HeaderShare {
    /** The largest payload is shorter than two to that power. */
    private static final int LENGTH_BITS = 24;

    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int FRESH = ~0;

    /** For each power of two: the register that many zero bytes on, by each byte of the register before. */
    private static final int[][] ZEROS = zeros();

    private HeaderShare() {}

    /** The share of a header, to be added by xor to the checksum of its payload. */
    static int of(long first, int length) {
        int register = FRESH;
        register = wordOn(register ^ Integer.reverseBytes((int) (first >>> 32)));
        register = wordOn(register ^ Integer.reverseBytes((int) first));
        register = wordOn(register ^ Integer.reverseBytes(length)) ^ FRESH;
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
                ^ table[0x100 | ((register >>> 8) & 0xFF)]
                ^ table[0x200 | ((register >>> 16) & 0xFF)]
                ^ table[0x300 | (register >>> 24)];
    }

    private static int[][] zeros() {
        int[][] zeros = new int[LENGTH_BITS][4 * 256];
        for (int n = 0; n < 4 * 256; n++) {
            zeros[0][n] = byteOn((n & 0xFF) << (8 * (n >>> 8)));
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
            moved = (moved >>> 1) ^ ((moved & 1) == 0 ? 0 : POLYNOMIAL);
        }
        return moved;
    }
}
