package org.reactivemux.reactor.spring;

import java.nio.ByteBuffer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/** Between messages and the buffers of Spring's codecs. */
final class DataBuffers {
    /** On the heap, as messages are: nothing to count, and nothing to copy on the way out. */
    static final DefaultDataBufferFactory FACTORY = DefaultDataBufferFactory.sharedInstance;

    private DataBuffers() {}

    static DataBuffer of(ByteBuffer message) {
        return FACTORY.wrap(message);
    }

    /** Takes a buffer over: one on the heap is sent as it is, one that is counted is copied and released. */
    static ByteBuffer message(DataBuffer buffer) {
        if (buffer instanceof DefaultDataBuffer heap) {
            return heap.getNativeBuffer()
                    .duplicate()
                    .clear()
                    .position(heap.readPosition())
                    .limit(heap.writePosition());
        }
        try {
            ByteBuffer copy = ByteBuffer.allocate(buffer.readableByteCount());
            buffer.toByteBuffer(copy);
            return copy;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
