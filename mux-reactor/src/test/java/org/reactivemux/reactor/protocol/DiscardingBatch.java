package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/** Counts what is put into it and forgets it. */
final class DiscardingBatch implements Batch {
    private final ByteBuffer scratch = ByteBuffer.allocate(65_536 + 64);
    private final int full;
    private int written;

    DiscardingBatch(int full) {
        this.full = full;
    }

    @Override
    public ByteBuffer room(int bytes) {
        written += scratch.position();
        return scratch.clear();
    }

    @Override
    public void append(ByteBuffer bytes) {
        written += bytes.remaining();
    }

    @Override
    public boolean isFull() {
        return size() >= full;
    }

    int size() {
        return written + scratch.position();
    }
}
