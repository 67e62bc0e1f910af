package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/** A batch in direct memory that is filled again and again. */
final class DirectBatch implements Batch {
    private static final int FULL = 256 << 10;
    private static final int ONE_MORE_FRAME = 128 << 10;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(FULL + ONE_MORE_FRAME);

    @Override
    public ByteBuffer room(int more) {
        return bytes;
    }

    @Override
    public void append(ByteBuffer more) {
        bytes.put(more);
    }

    @Override
    public boolean isFull() {
        return bytes.position() >= FULL;
    }

    /** What was put into it since it was last cleared. */
    ByteBuffer written() {
        return bytes.flip();
    }

    void clear() {
        bytes.clear();
    }
}
