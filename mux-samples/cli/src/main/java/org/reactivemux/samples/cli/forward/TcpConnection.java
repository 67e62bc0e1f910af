package org.reactivemux.samples.cli.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.FutureMono;

/** One TCP connection as two streams, each ending for itself. Its state belongs to its event loop. */
final class TcpConnection extends ChannelInboundHandlerAdapter {
    /** What the other side of a channel is told when the connection was reset. */
    static final ErrorCode RESET = ErrorCode.application(0x1004);

    private static final String WAS_RESET = "the TCP connection was reset";

    /** Messages on their way to the socket: enough to keep it busy, and all that a reader who stops can hold up here. */
    private static final int AHEAD = 8;

    private final DuplexChannel channel;
    private final TcpInput input;
    private final Sinks.Empty<Void> broken = Sinks.empty();
    private boolean outputOver;
    private boolean outputEnded;

    TcpConnection(DuplexChannel channel) {
        this.channel = channel;
        this.input = new TcpInput(channel);
    }

    /** What comes, read only as far as it is requested. Fails with {@link #RESET}. */
    Flux<ByteBuffer> receive() {
        return input;
    }

    /** Writes the messages, asks for more as they leave, and ends the output when they complete. */
    Mono<Void> send(Flux<ByteBuffer> messages) {
        return messages.takeUntilOther(broken.asMono())
                .concatMap(this::write, AHEAD)
                .then(FutureMono.deferFuture(() -> channel.shutdownOutput(promise(this::ended))));
    }

    private Mono<Void> write(ByteBuffer message) {
        return FutureMono.deferFuture(
                () -> channel.writeAndFlush(Unpooled.wrappedBuffer(message), promise(this::written)));
    }

    /** Its listener is there before anything happens, so that it is told before what the loop does next. */
    private ChannelPromise promise(GenericFutureListener<Future<Void>> listener) {
        return channel.newPromise().addListener(listener);
    }

    private void ended(Future<Void> shutdown) {
        outputEnded = shutdown.isSuccess();
        written(shutdown);
        outputOver = true;
        closeIfOver();
    }

    /**
     * A peer that has ended its output before it went away may still have sent something that is to be read. Any other
     * was reset; and that the kernel says once, so that a read would take it for the end.
     */
    private void written(Future<Void> write) {
        @Nullable Throwable failure = write.cause();
        if (failure == null) {
            return;
        }
        outputOver = true;
        if (isBrokenPipe(failure)) {
            closeIfOver();
        } else {
            reset();
        }
    }

    private static boolean isBrokenPipe(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NativeIoException io) {
                return io.expectedErr() == Errors.ERRNO_EPIPE_NEGATIVE;
            }
            if ("Broken pipe".equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** Ends it in good order if the output has ended so; else it is reset, so that nobody takes a part for the whole. */
    void close() {
        channel.eventLoop().execute(this::closeNow);
    }

    private void closeNow() {
        try {
            if (channel.isOpen() && !outputEnded) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
        } finally {
            channel.close();
        }
    }

    /** Of what has ended both ways the kernel would tell again and again. */
    private void closeIfOver() {
        if (outputOver && input.hasEnded()) {
            closeNow();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        input.received((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        input.readComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            input.end();
            closeIfOver();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        reset();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        reset();
    }

    /** Nothing can be read or written any more. */
    private void reset() {
        input.fail(new ChannelException(RESET, WAS_RESET));
        broken.tryEmitError(new IOException(WAS_RESET));
        closeNow();
    }
}
