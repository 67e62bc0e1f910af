package org.reactivemux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Batch;
import org.reactivemux.reactor.reactive.Wire;
import reactor.core.Disposable;

/** A Netty channel as a wire. */
final class SocketWire implements Wire {
    /** One that the socket is taking, and the next: what waits here, others wait for (ADR 7). */
    private static final int MOST_UNFLUSHED = 2;

    /** The handler that keeps what TLS reads on its own account, such as what comes with the end of its handshake. */
    static final String HELD_BACK = "mux held back";

    private final ChannelHandlerContext context;
    private final EventLoops loops;
    private int unflushed;

    SocketWire(ChannelHandlerContext context, EventLoops loops) {
        this.context = context;
        this.loops = loops;
    }

    @Override
    public Transport transport() {
        return loops.transport();
    }

    @Override
    public PeerIdentity identity() {
        SslHandler tls = tls();
        return new PeerIdentity(
                loops.transport(),
                loops.credentials(context.channel()),
                context.channel().remoteAddress() instanceof InetSocketAddress remote
                        ? Optional.of(remote)
                        : Optional.empty(),
                tls == null ? Optional.empty() : Optional.of(tls.engine().getSession()));
    }

    private @Nullable SslHandler tls() {
        return context.pipeline().get(SslHandler.class);
    }

    @Override
    public boolean inLoop() {
        return context.executor().inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        context.executor().execute(task);
    }

    /** A loop runs all tasks that wait, even those that come meanwhile, but takes up a scheduled one only after it has read. */
    @Override
    public void executeAfterReading(Runnable task) {
        context.executor().schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task, long delayNanos) {
        ScheduledFuture<?> future = context.executor().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public boolean isWritable() {
        return unflushed < MOST_UNFLUSHED && context.channel().isWritable();
    }

    /**
     * Which buffer is being written and how far it is; the buffers of one batch are different ones. The top bit tells the
     * start of a buffer from nothing.
     */
    @Override
    public long outputMark() {
        ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
        return waiting != null && waiting.current() instanceof ByteBuf current
                ? Long.MIN_VALUE | (long) System.identityHashCode(current) << 32 | current.readerIndex()
                : 0;
    }

    /** What was held back comes first; from then on nothing is. */
    @Override
    public void startReading() {
        context.channel().config().setAutoRead(true);
        if (context.pipeline().context(HELD_BACK) != null) {
            context.pipeline().remove(HELD_BACK);
        }
    }

    @Override
    public Batch startBatch() {
        return new SocketBatch(context);
    }

    @Override
    public void write(Batch batch, Consumer<@Nullable Throwable> done) {
        ChannelPromise promise = context.newPromise();
        unflushed++;
        promise.addListener(written -> {
            unflushed--;
            done.accept(written.cause());
        });
        ((SocketBatch) batch).writeTo(promise);
    }

    /** TLS says its own word of farewell first, without which the end might be somebody else's doing. */
    @Override
    public void closeOutput() {
        SslHandler tls = tls();
        if (tls == null) {
            closeSocketOutput();
        } else {
            tls.closeOutbound().addListener(said -> closeSocketOutput());
        }
    }

    private void closeSocketOutput() {
        if (context.channel() instanceof DuplexChannel socket) {
            socket.shutdownOutput().addListener(closed -> {
                if (!closed.isSuccess()) {
                    close();
                }
            });
        } else {
            close();
        }
    }

    /** A read that is under way on io_uring would keep the socket open behind its close, so the input is ended first. */
    @Override
    public void close() {
        if (context.channel() instanceof DuplexChannel socket && socket.isActive()) {
            socket.shutdownInput().addListener(ended -> context.close());
        } else {
            context.close();
        }
    }
}
