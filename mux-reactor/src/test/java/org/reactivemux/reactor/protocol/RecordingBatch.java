package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.List;

/** A batch that keeps what is put into it, and is full from a size on. */
final class RecordingBatch implements Batch {
    private final int full;
    private ByteBuffer bytes = ByteBuffer.allocate(256);
    private int appended;

    RecordingBatch() {
        this(256 << 10);
    }

    RecordingBatch(int full) {
        this.full = full;
    }

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
        appended++;
        room(more.remaining()).put(more);
    }

    @Override
    public boolean isFull() {
        return bytes.position() >= full;
    }

    /** How many payloads were referred to instead of copied. */
    int appended() {
        return appended;
    }

    int size() {
        return bytes.position();
    }

    List<Frame> frames() {
        return Frame.parse(bytes.duplicate().flip());
    }
}
