package org.reactivemux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.protocol.Batch;

/** A batch in pooled direct buffers, which Netty writes with one gathering system call. */
final class SocketBatch implements Batch {
    /** Enough for a turn that answers a few requests; larger turns take {@link #SLAB}s. */
    private static final int FIRST_SLAB = 4_096;

    /** One of the largest frames by default, with its header. */
    private static final int SLAB = 65_536 + 16;

    /** With less a stream is slower, with more everybody else waits longer (ADR 7). */
    private static final int FULL = 256 << 10;

    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

    private final ChannelHandlerContext context;
    private final List<ByteBuf> parts = new ArrayList<>(2);
    private @Nullable ByteBuf slab;
    private ByteBuffer room = NO_ROOM;
    private boolean afterCopies;
    private int finishedBytes;

    SocketBatch(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    public ByteBuffer room(int bytes) {
        if (room.remaining() < bytes) {
            finishSlab();
            int size = afterCopies ? SLAB : FIRST_SLAB;
            ByteBuf next = context.alloc().directBuffer(Math.max(size, bytes));
            slab = next;
            afterCopies = true;
            room = next.internalNioBuffer(0, next.capacity());
        }
        return room;
    }

    @Override
    public void append(ByteBuffer bytes) {
        finishSlab();
        parts.add(Unpooled.wrappedBuffer(bytes));
        afterCopies = false; // only a header may come before the next large one
        finishedBytes += bytes.remaining();
    }

    @Override
    public boolean isFull() {
        return finishedBytes + room.position() >= FULL;
    }

    @Override
    public void discard() {
        finishSlab();
        parts.forEach(ByteBuf::release);
        parts.clear();
    }

    private void finishSlab() {
        ByteBuf finished = slab;
        if (finished != null) {
            finished.writerIndex(room.position());
            finishedBytes += room.position();
            parts.add(finished);
            slab = null;
            room = NO_ROOM;
        }
    }

    /** Hands everything to Netty; the promise is that of the last part, and so of all. */
    void writeTo(ChannelPromise promise) {
        finishSlab();
        for (int i = 0; i < parts.size() - 1; i++) {
            context.write(parts.get(i));
        }
        context.writeAndFlush(parts.isEmpty() ? Unpooled.EMPTY_BUFFER : parts.get(parts.size() - 1), promise);
    }
}
