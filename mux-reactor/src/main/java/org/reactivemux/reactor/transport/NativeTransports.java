package org.reactivemux.reactor.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivemux.PeerCredentials;

/** The native transports, each an optional dependency: asking for one whose classes are missing gives the reason. */
final class NativeTransports {
    private NativeTransports() {}

    static @Nullable Throwable whyNotEpoll() {
        return reason(() -> Epoll.unavailabilityCause());
    }

    static @Nullable Throwable whyNotIoUring() {
        return reason(() -> IoUring.unavailabilityCause());
    }

    static @Nullable Throwable whyNotKqueue() {
        return reason(() -> KQueue.unavailabilityCause());
    }

    private static @Nullable Throwable reason(Supplier<@Nullable Throwable> cause) {
        try {
            return cause.get();
        } catch (LinkageError classesMissing) {
            return classesMissing.getCause() == null ? classesMissing : classesMissing.getCause();
        }
    }

    static EventLoopGroup epoll(ThreadFactory threads) {
        return new MultiThreadIoEventLoopGroup(0, threads, EpollIoHandler.newFactory());
    }

    static EventLoopGroup ioUring(ThreadFactory threads) {
        return new MultiThreadIoEventLoopGroup(0, threads, IoUringIoHandler.newFactory());
    }

    static EventLoopGroup kqueue(ThreadFactory threads) {
        return new MultiThreadIoEventLoopGroup(0, threads, KQueueIoHandler.newFactory());
    }

    static List<TcpOption<?>> epollKeepalive(int idle, int between, int probes) {
        return List.of(
                new TcpOption<>(EpollChannelOption.TCP_KEEPIDLE, idle),
                new TcpOption<>(EpollChannelOption.TCP_KEEPINTVL, between),
                new TcpOption<>(EpollChannelOption.TCP_KEEPCNT, probes));
    }

    static List<TcpOption<?>> ioUringKeepalive(int idle, int between, int probes) {
        return List.of(
                new TcpOption<>(IoUringChannelOption.TCP_KEEPIDLE, idle),
                new TcpOption<>(IoUringChannelOption.TCP_KEEPINTVL, between),
                new TcpOption<>(IoUringChannelOption.TCP_KEEPCNT, probes));
    }

    static Optional<PeerCredentials> epollCredentials(Channel channel) {
        return channel instanceof EpollDomainSocketChannel socket ? ask(socket::peerCredentials) : Optional.empty();
    }

    static Optional<PeerCredentials> ioUringCredentials(Channel channel) {
        return channel instanceof IoUringDomainSocketChannel socket ? ask(socket::peerCredentials) : Optional.empty();
    }

    static Optional<PeerCredentials> kqueueCredentials(Channel channel) {
        return channel instanceof KQueueDomainSocketChannel socket ? ask(socket::peerCredentials) : Optional.empty();
    }

    @FunctionalInterface
    private interface Asking {
        io.netty.channel.unix.PeerCredentials ask() throws IOException;
    }

    private static Optional<PeerCredentials> ask(Asking asking) {
        try {
            io.netty.channel.unix.PeerCredentials known = asking.ask();
            int[] groups = known.gids();
            return Optional.of(new PeerCredentials.Ids(known.pid(), known.uid(), groups.length == 0 ? -1 : groups[0]));
        } catch (IOException e) {
            throw new UncheckedIOException("the peer's credentials cannot be read", e);
        }
    }
}
