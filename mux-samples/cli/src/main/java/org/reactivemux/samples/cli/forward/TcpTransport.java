package org.reactivemux.samples.cli.forward;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.NonBlocking;

/**
 * What moves TCP's bytes. Epoll tells of a reset at once; NIO only when it reads or writes, so where nobody has asked for
 * more it is told later.
 */
public final class TcpTransport {
    /** Linux's epoll, by Netty's native library. */
    public static final TcpTransport EPOLL = new TcpTransport(
            "epoll", EpollIoHandler::newFactory, EpollSocketChannel::new, EpollServerSocketChannel::new);

    /** The JDK's own channels, on any system. */
    public static final TcpTransport NIO =
            new TcpTransport("nio", NioIoHandler::newFactory, NioSocketChannel::new, NioServerSocketChannel::new);

    private final String name;
    private final Supplier<IoHandlerFactory> io;
    private final ChannelFactory<DuplexChannel> socket;
    private final ChannelFactory<ServerChannel> serverSocket;
    private @Nullable EventLoopGroup loops;

    private TcpTransport(
            String name,
            Supplier<IoHandlerFactory> io,
            ChannelFactory<DuplexChannel> socket,
            ChannelFactory<ServerChannel> serverSocket) {
        this.name = name;
        this.io = io;
        this.socket = socket;
        this.serverSocket = serverSocket;
    }

    /**
     * The better one of those that are there.
     *
     * @return epoll on Linux
     */
    public static TcpTransport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** Shared in the process and started on first use; daemons, one for each core. */
    synchronized EventLoopGroup loops() {
        EventLoopGroup started = loops;
        if (started == null) {
            AtomicInteger count = new AtomicInteger();
            ThreadFactory threads = task -> new LoopThread(task, "tcp-" + count.incrementAndGet());
            int cores = Runtime.getRuntime().availableProcessors();
            started = loops = new MultiThreadIoEventLoopGroup(cores, threads, io.get());
        }
        return started;
    }

    ChannelFactory<DuplexChannel> socket() {
        return socket;
    }

    ChannelFactory<ServerChannel> serverSocket() {
        return serverSocket;
    }

    /** The name of the {@link org.reactivemux.Transport} that is moved in the same way. */
    @Override
    public String toString() {
        return name;
    }

    /** Reactor's {@code block()} fails on such a thread instead of stopping a loop. */
    private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {
        LoopThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }
}
