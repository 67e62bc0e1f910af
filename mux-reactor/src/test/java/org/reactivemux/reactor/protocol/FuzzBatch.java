package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A batch that is full from a size on. */
final class FuzzBatch implements Batch {
    private final int full;
    private ByteBuffer bytes = ByteBuffer.allocate(1_024);

    FuzzBatch(int full) {
        this.full = full;
    }

    @Override
    public ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            bytes = ByteBuffer.allocate(2 * (bytes.capacity() + more)).put(bytes.flip());
        }
        return bytes;
    }

    @Override
    public void append(ByteBuffer more) {
        room(more.remaining()).put(more);
    }

    @Override
    public boolean isFull() {
        return bytes.position() >= full;
    }

    byte[] content() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
