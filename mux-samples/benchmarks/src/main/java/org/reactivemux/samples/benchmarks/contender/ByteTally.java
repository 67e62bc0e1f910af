package org.reactivemux.samples.benchmarks.contender;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Counts the bytes behind an order. */
final class ByteTally {
    private final ByteBuffer head = ByteBuffer.allocate(Order.BYTES);
    private @Nullable Order order;
    private long bytes;

    void add(ByteBuf more) {
        int start = more.readerIndex();
        Order known = order;
        if (known == null) {
            int taken = Math.min(head.remaining(), more.readableBytes());
            head.put(more.nioBuffer(start, taken));
            start += taken;
            if (!head.hasRemaining()) {
                order = Order.decode(head.flip());
            }
        }
        bytes += more.writerIndex() - start;
    }

    boolean isComplete() {
        Order known = order;
        return known != null && bytes == (long) known.size() * known.messages();
    }

    long messages() {
        Order known = order;
        return known == null ? 0 : bytes / known.size();
    }
}
