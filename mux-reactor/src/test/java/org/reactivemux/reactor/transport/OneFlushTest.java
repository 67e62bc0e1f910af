package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Terms;

/** What a read asks for is answered in its own turn, and a turn is flushed once (docs/protocol.md, S-4). */
class OneFlushTest {
    private static final int HEADER = 16;
    private static final int FRAMES = 500;

    private int flushes;

    @AutoClose("finishAndReleaseAll")
    private final EmbeddedChannel socket = new EmbeddedChannel(
            new ChannelOutboundHandlerAdapter() {
                @Override
                public void flush(ChannelHandlerContext context) {
                    flushes++;
                    context.flush();
                }
            },
            new SocketHandler(
                    EventLoops.of(Transport.NIO), wire -> new Connection(Role.ACCEPTOR, Terms.DEFAULT, wire)));

    private static ByteBuf pings(int flags, int count) {
        ByteBuffer frames = ByteBuffer.allocate(count * HEADER);
        for (int n = 0; n < count; n++) {
            ByteBuffer frame = ByteBuffer.allocate(HEADER)
                    .putShort((short) 0x5353)
                    .putInt(0)
                    .put((byte) 6)
                    .put((byte) flags)
                    .putInt(0);
            CRC32 crc = new CRC32();
            crc.update(frame.array(), 0, 12);
            frames.put(frame.putInt((int) crc.getValue()).flip());
        }
        return Unpooled.wrappedBuffer(frames.flip());
    }

    /** As an event loop does it. Asking for more would run tasks that wait, so that is turned off. */
    private void read(ByteBuf bytes) {
        socket.config().setAutoRead(false);
        socket.pipeline().fireChannelRead(bytes).fireChannelReadComplete();
    }

    private int written() {
        int bytes = 0;
        for (ByteBuf part = socket.readOutbound(); part != null; part = socket.readOutbound()) {
            bytes += part.readableBytes();
            part.release();
        }
        return bytes;
    }

    @Test
    void aReadIsAnsweredInItsOwnTurnAndFlushedOnce() {
        read(pings(0x80, 1));
        written();
        flushes = 0;
        read(pings(0, FRAMES));

        assertThat(written()).isEqualTo(FRAMES * HEADER);
        assertThat(flushes).isEqualTo(1);
    }
}
