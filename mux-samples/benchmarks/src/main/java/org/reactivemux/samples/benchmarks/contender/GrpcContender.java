package org.reactivemux.samples.benchmarks.contender;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * gRPC on Netty and epoll, everything on the event loop, messages of plain bytes. Nothing of it is retried, traced or
 * limited.
 *
 * @param group of epoll
 */
record GrpcContender(EventLoopGroup group) implements Contender {
    /** Of the connection and of each call. */
    private static final int WINDOW = 1 << 20;

    /** Warns of each stream that its reader leaves, which is no failure. Held here, or the level is lost with it. */
    private static final Logger SERVER_LOG = Logger.getLogger("io.grpc.netty.NettyServerHandler");

    @Override
    public AutoCloseable serve(Path socket) {
        SERVER_LOG.setLevel(Level.SEVERE);
        Server server = NettyServerBuilder.forAddress(address(socket))
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(group)
                .workerEventLoopGroup(group)
                // gRPC would set it, and a Unix socket has none
                .withChildOption(ChannelOption.SO_KEEPALIVE, null)
                .directExecutor()
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .maxConcurrentCallsPerConnection(Integer.MAX_VALUE)
                .addService(GrpcService.definition())
                .build();
        try {
            server.start();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return server::shutdownNow;
    }

    @Override
    public Client connect(Path socket) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(address(socket))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(group)
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .overrideAuthority("benchmarks")
                .usePlaintext()
                .directExecutor()
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .disableRetry()
                .maxTraceEvents(0)
                .build();
        return new GrpcRounds(channel);
    }

    private static DomainSocketAddress address(Path socket) {
        return new DomainSocketAddress(socket.toFile());
    }
}
