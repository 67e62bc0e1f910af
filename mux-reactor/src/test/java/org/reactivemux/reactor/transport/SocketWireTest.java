package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Batch;

/** How much of a deaf peer's answers goes into Netty's hands (docs/protocol.md, L-4). */
class SocketWireTest {
    private static final int ENOUGH = 2;

    /** Takes what is written and never gets rid of it by itself. */
    private static final class StuckSocket extends ChannelOutboundHandlerAdapter {
        private final Queue<ChannelPromise> waiting = new ArrayDeque<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            waiting.add(promise);
        }
    }

    private final StuckSocket stuck = new StuckSocket();
    private final EmbeddedChannel channel = new EmbeddedChannel(stuck, new ChannelInboundHandlerAdapter());
    private final SocketWire wire =
            new SocketWire(Objects.requireNonNull(channel.pipeline().lastContext()), EventLoops.of(Transport.NIO));

    @AfterEach
    void close() {
        channel.close();
    }

    private void writeOneByte() {
        Batch batch = wire.startBatch();
        batch.room(1).put((byte) 1);
        wire.write(batch, failure -> assertThat(failure).isNull());
    }

    @Test
    void aFewBatchesMayWaitHoweverSmallTheyAre() {
        for (int n = 0; n < ENOUGH; n++) {
            assertThat(wire.isWritable()).isTrue();
            writeOneByte();
        }
        assertThat(wire.isWritable()).isFalse();
        stuck.waiting.remove().setSuccess();
        assertThat(wire.isWritable()).isTrue();
    }

    @Test
    void aBatchThatIsGivenUpGivesItsBuffersBack() {
        Batch batch = wire.startBatch();
        batch.room(100_000).put(new byte[100_000]);
        batch.append(ByteBuffer.allocate(100));
        batch.room(1).put((byte) 1);
        batch.discard();
        assertThat(stuck.waiting).isEmpty();
    }
}
