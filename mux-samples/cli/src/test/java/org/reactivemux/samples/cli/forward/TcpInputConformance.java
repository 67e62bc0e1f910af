package org.reactivemux.samples.cli.forward;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;

/** What a TCP connection brings before the Reactive Streams TCK; {@link ReactiveStreamsTest} runs it. */
public final class TcpInputConformance extends PublisherVerification<ByteBuffer> {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long QUIET_MILLIS = 50;
    private static final long COLLECTION_MILLIS = 300;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());

    /** As TestNG calls it. */
    public TcpInputConformance() {
        super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS), COLLECTION_MILLIS);
    }

    @AfterClass
    public void stopLoops() {
        loops.shutdownGracefully();
    }

    @Override
    public Publisher<ByteBuffer> createPublisher(long elements) {
        LocalChannel channel = channel();
        TcpInput input = new TcpInput(channel);
        channel.pipeline().addLast(new Feed(input, elements));
        if (elements == 0) {
            channel.eventLoop().execute(input::end);
        }
        return input;
    }

    @Override
    public Publisher<ByteBuffer> createFailedPublisher() {
        LocalChannel channel = channel();
        TcpInput input = new TcpInput(channel);
        channel.eventLoop().execute(() -> input.fail(new IOException("on purpose")));
        return input;
    }

    private LocalChannel channel() {
        LocalChannel channel = new LocalChannel();
        channel.config().setAutoRead(false);
        loops.register(channel).syncUninterruptibly();
        return channel;
    }

    /** A byte for each read, and the end right behind the last. */
    private static final class Feed extends ChannelOutboundHandlerAdapter {
        private final TcpInput input;
        private long left;

        Feed(TcpInput input, long elements) {
            this.input = input;
            this.left = elements;
        }

        @Override
        public void read(ChannelHandlerContext context) {
            if (left > 0) {
                left--;
                input.received(Unpooled.buffer(1).writeByte(1));
            }
            if (left == 0) {
                input.end();
            }
            input.readComplete();
        }
    }
}
