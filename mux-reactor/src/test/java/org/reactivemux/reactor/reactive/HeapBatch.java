package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import org.reactivemux.reactor.protocol.Batch;

/** A batch of a few small frames. */
final class HeapBatch implements Batch {
    private final ByteBuffer bytes = ByteBuffer.allocate(1_024);

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
        return false;
    }

    ByteBuffer written() {
        return bytes.flip();
    }
}
