package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A batch in direct memory that refers to what it need not copy, as one for a socket does.
 *
 * @param copies what had to be copied
 * @param references takes the others
 */
record GatheringBatch(DirectBatch copies, Blackhole references) implements Batch {
    @Override
    public ByteBuffer room(int bytes) {
        return copies.room(bytes);
    }

    @Override
    public void append(ByteBuffer bytes) {
        references.consume(bytes);
    }

    @Override
    public boolean isFull() {
        return copies.isFull();
    }

    void clear() {
        copies.clear();
    }
}
