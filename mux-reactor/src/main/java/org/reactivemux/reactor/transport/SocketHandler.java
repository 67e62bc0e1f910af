package org.reactivemux.reactor.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Errors;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Wire;

/** Feeds a connection what its socket says. Owns the bytes: nothing reaches Reactor Netty's own handling. */
final class SocketHandler extends ChannelInboundHandlerAdapter {
    /** Below the low mark there is always room for another batch, above the high one writing pauses (ADR 7). */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 << 10, 512 << 10);

    private static final Pattern SYSTEM_CALL = Pattern.compile("^.*failed with error\\(-?\\d+\\): ");

    private final EventLoops loops;
    private final Function<Wire, Connection> connecting;
    private @Nullable Connection connection;

    SocketHandler(EventLoops loops, Function<Wire, Connection> connecting) {
        this.loops = loops;
        this.connecting = connecting;
    }

    /** Reactor Netty turns reading off as it becomes active; the connection turns it on, for good, after that. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        // A failed write must not close what can still be read: the peer's reason may be there (K-14).
        context.channel().config().setWriteBufferWaterMark(WATER_MARK).setAutoClose(false);
        Connection starting = connecting.apply(new SocketWire(context, loops));
        boolean secured = context.pipeline().get(SslHandler.class) != null;
        context.channel()
                .config()
                .setRecvByteBufAllocator(SocketBuffers.reading(loops.transport(), secured, starting::othersWait));
        connection = starting;
        if (secured) {
            context.pipeline().addBefore(context.name(), SocketWire.HELD_BACK, new FlowControlHandler());
        }
        context.fireChannelActive();
        starting.start();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            Connection reading = connection;
            if (reading == null) {
                throw new IllegalStateException("bytes before the channel was active");
            }
            if (bytes.nioBufferCount() == 1) {
                reading.receive(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
            } else {
                for (ByteBuffer part : bytes.nioBuffers()) {
                    reading.receive(part);
                }
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Connection reading = connection;
        if (reading != null) {
            reading.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Connection writing = connection;
        if (writing != null) {
            writing.writabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(null);
        context.fireChannelInactive();
    }

    /** Before there is a connection, TLS has failed: whoever waits for the connection is to hear of it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Connection failing = connection;
        SSLException tls = TlsFailure.within(cause);
        if (failing == null) {
            context.fireExceptionCaught(cause);
            context.close();
        } else if (tls != null || cause instanceof IOException) {
            end(tls == null ? cause : tls);
            context.close();
        } else {
            failing.failed(cause);
        }
    }

    private void end(@Nullable Throwable reason) {
        Connection ending = connection;
        if (ending != null) {
            ending.inputClosed(reason == null ? null : plainly(reason));
        }
    }

    /** Netty's native transports put the name of the system call before what is wrong. */
    private static Throwable plainly(Throwable reason) {
        return reason instanceof Errors.NativeIoException nativeReason
                ? new IOException(SYSTEM_CALL.matcher(nativeReason.getMessage()).replaceFirst(""), reason)
                : reason;
    }
}
