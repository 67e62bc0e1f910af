package org.reactivemux.reactor.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.PeerCredentials;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Batch;
import org.reactivemux.reactor.reactive.Wire;
import reactor.core.Disposable;

/** A Netty channel as a wire. */
final class SocketWire implements Wire {
    private final ChannelHandlerContext context;
    private final EventLoops loops;

    SocketWire(ChannelHandlerContext context, EventLoops loops) {
        this.context = context;
        this.loops = loops;
    }

    @Override
    public Transport transport() {
        return loops.transport();
    }

    @Override
    public Optional<PeerCredentials> credentials() {
        return loops.credentials(context.channel());
    }

    @Override
    public boolean inLoop() {
        return context.executor().inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        context.executor().execute(task);
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
        return context.channel().isWritable();
    }

    @Override
    public long unwritten() {
        ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    @Override
    public void startReading() {
        context.channel().config().setAutoRead(true);
    }

    @Override
    public Batch startBatch() {
        return new SocketBatch(context);
    }

    @Override
    public void write(Batch batch, Consumer<@Nullable Throwable> done) {
        ChannelPromise promise = context.newPromise();
        promise.addListener(written -> done.accept(written.cause()));
        ((SocketBatch) batch).writeTo(promise);
    }

    @Override
    public void closeOutput() {
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

    @Override
    public void close() {
        context.close();
    }
}
