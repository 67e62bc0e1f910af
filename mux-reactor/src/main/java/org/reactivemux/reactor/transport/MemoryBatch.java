package org.reactivemux.reactor.transport;

import java.nio.ByteBuffer;
import org.reactivemux.reactor.protocol.Batch;

/** A batch in one growing heap buffer. */
final class MemoryBatch implements Batch {
    private static final int FULL = 256 << 10;

    private ByteBuffer bytes = ByteBuffer.allocate(1_024);

    @Override
    public ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more));
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }

    @Override
    public void append(ByteBuffer more) {
        room(more.remaining()).put(more);
    }

    @Override
    public boolean isFull() {
        return bytes.position() >= FULL;
    }

    ByteBuffer written() {
        return bytes.flip();
    }
}
