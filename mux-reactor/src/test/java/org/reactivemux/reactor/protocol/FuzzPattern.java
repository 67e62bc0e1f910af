package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/** An endless stream of bytes of which each piece tells where it belongs, so that no loss or exchange goes unseen. */
final class FuzzPattern {
    /** No power of 2, so that no frame or window is a multiple of it. */
    private static final int PERIOD = 251;

    private static final int LONGEST = 1 << 17;

    private static final ByteBuffer HEAP = fill(ByteBuffer.allocate(PERIOD + LONGEST));
    private static final ByteBuffer DIRECT = fill(ByteBuffer.allocateDirect(PERIOD + LONGEST));

    private FuzzPattern() {}

    private static ByteBuffer fill(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            bytes.put((byte) (bytes.position() % PERIOD));
        }
        return bytes.flip().asReadOnlyBuffer();
    }

    static ByteBuffer heap(long from, int length) {
        return HEAP.slice((int) (from % PERIOD), length);
    }

    static ByteBuffer direct(long from, int length) {
        return DIRECT.slice((int) (from % PERIOD), length);
    }

    static boolean matches(long from, ByteBuffer bytes) {
        while (bytes.remaining() > LONGEST) {
            if (!matches(from, bytes.slice(bytes.position(), LONGEST))) {
                return false;
            }
            from += LONGEST;
            bytes = bytes.slice(bytes.position() + LONGEST, bytes.remaining() - LONGEST);
        }
        return bytes.equals(heap(from, bytes.remaining()));
    }
}
