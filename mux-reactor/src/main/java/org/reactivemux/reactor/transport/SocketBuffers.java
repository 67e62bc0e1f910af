package org.reactivemux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.reactivemux.Transport;

/** What a socket is given to write from and to read into, chosen by measurement (docs/performance.md, settings). */
final class SocketBuffers {
    /** What the kernel takes before the reader has to run; it gives what its own limit allows. */
    static final int SEND = 384 << 10;

    /** What one read takes at the most, and so what one turn begins with: what others have to wait for. */
    private static final int READ = 256 << 10;

    /** The same of a large transfer that others wait for (ADR 4, 5). */
    private static final int SHORT_READ = 128 << 10;

    /** What a buffer of its own holds at the least and at first; it follows what the last reads have brought. */
    private static final int LEAST_READ = 1 << 10;

    private static final int FIRST_READ = 16 << 10;

    private SocketBuffers() {}

    /**
     * Where a connection's reads go. There is none to share where a buffer is kept: io_uring takes it before there is
     * anything to read, and TLS until the rest of a record has come.
     *
     * @param secured whether TLS reads
     * @param othersWait whether others on the connection wait for a large transfer
     */
    static RecvByteBufAllocator reading(Transport transport, boolean secured, BooleanSupplier othersWait) {
        return secured || transport == Transport.IO_URING
                ? new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, READ)
                : new OneForEachLoop(othersWait);
    }

    /** The memory of one event loop, to be read into as a whole or in part. */
    private record LoopsOwn(ByteBuf whole, ByteBuf part) {
        static LoopsOwn allocate() {
            ByteBuffer memory = ByteBuffer.allocateDirect(READ);
            return new LoopsOwn(Unpooled.wrappedBuffer(memory), Unpooled.wrappedBuffer(memory.slice(0, SHORT_READ)));
        }

        boolean isFree() {
            return whole.refCnt() == 1 && part.refCnt() == 1;
        }
    }

    /**
     * Reads go to one buffer of the event loop's own, again and again, so that it stays in the processor's cache. It is
     * free again when the bytes were decoded, before the next read; should somebody keep it, the next is another one.
     */
    private static final class OneForEachLoop extends DefaultMaxMessagesRecvByteBufAllocator {
        private static final FastThreadLocal<LoopsOwn> OWN = new FastThreadLocal<>() {
            @Override
            protected LoopsOwn initialValue() {
                return LoopsOwn.allocate();
            }

            @Override
            protected void onRemoval(LoopsOwn buffers) {
                buffers.whole.release();
                buffers.part.release();
            }
        };

        private final BooleanSupplier othersWait;

        OneForEachLoop(BooleanSupplier othersWait) {
            super(1); // one read, one turn: nobody's message waits for the rest of somebody else's
            this.othersWait = othersWait;
        }

        @Override
        public Reads newHandle() {
            return new Reads();
        }

        private final class Reads extends MaxMessageHandle {
            @Override
            public int guess() {
                return othersWait.getAsBoolean() ? SHORT_READ : READ;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator others) {
                LoopsOwn own = OWN.get();
                if (!own.isFree()) {
                    return others.ioBuffer(guess());
                }
                return (othersWait.getAsBoolean() ? own.part : own.whole)
                        .retain()
                        .clear();
            }
        }
    }
}
