package org.reactivemux.reactor.protocol;

/**
 * The register of CRC-32, moved on by look-ups of a word at a time. For a few bytes this takes a fraction of what the
 * JDK's own takes to begin with.
 */
final class CrcRegister {
    /** What it holds before anything was added; and what is added to it in the end. */
    static final int FRESH = ~0;

    /** Zero bytes are added fewer at a time than two to that power. */
    private static final int LENGTH_BITS = 24;

    private static final int POLYNOMIAL = 0xEDB88320;

    /** For each power of two: the register that many zero bytes on, by each byte of the register before. */
    private static final int[][] ZEROS = zeros();

    private CrcRegister() {}

    static int plusByte(int register, byte added) {
        return on(ZEROS[0], register ^ (added & 0xFF));
    }

    /** Four bytes, the first in the highest place, as they are read from the wire. */
    static int plusWord(int register, int added) {
        return on(ZEROS[2], register ^ Integer.reverseBytes(added));
    }

    static int plusZeros(int register, int count) {
        int moved = register;
        for (int left = count; left != 0; left &= left - 1) {
            moved = on(ZEROS[Integer.numberOfTrailingZeros(left)], moved);
        }
        return moved;
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
            zeros[0][n] = zeroByteOn((n & 0xFF) << (8 * (n >>> 8)));
        }
        for (int power = 1; power < LENGTH_BITS; power++) {
            int[] half = zeros[power - 1];
            for (int n = 0; n < 4 * 256; n++) {
                zeros[power][n] = on(half, half[n]);
            }
        }
        return zeros;
    }

    private static int zeroByteOn(int register) {
        int moved = register;
        for (int bit = 0; bit < 8; bit++) {
            moved = (moved >>> 1) ^ ((moved & 1) == 0 ? 0 : POLYNOMIAL);
        }
        return moved;
    }
}
