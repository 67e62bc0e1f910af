package org.reactivemux.reactor.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.PeerCredentials;
import org.reactivemux.Transport;
import reactor.core.scheduler.NonBlocking;

/**
 * The event loops of one transport, shared by everything in the process that uses it, with what differs between
 * transports: addresses, their lengths, and how a peer's credentials are asked for. The threads are daemons, one for
 * each core, and refuse to block.
 */
public final class EventLoops {
    private static final Map<Transport, EventLoops> SHARED = new EnumMap<>(Transport.class);

    private final Transport transport;
    private final EventLoopGroup group;
    private final PathLimit pathLimit;

    private EventLoops(Transport transport, EventLoopGroup group, int longestPath) {
        this.transport = transport;
        this.group = group;
        this.pathLimit = new PathLimit(transport.toString(), longestPath);
    }

    private EventLoops(EventLoops all, EventLoop one) {
        this.transport = all.transport;
        this.group = one;
        this.pathLimit = all.pathLimit;
    }

    /**
     * The loops of a transport, started on first use.
     *
     * @param wanted the transport, or null for the best that is there
     * @return the shared loops
     * @throws EndpointException if it is not there; the message says what is missing
     */
    public static EventLoops of(@Nullable Transport wanted) {
        Transport transport = wanted != null ? wanted : best();
        synchronized (SHARED) {
            return SHARED.computeIfAbsent(transport, EventLoops::start);
        }
    }

    /** Epoll before io_uring: its latency is as good, and it does without the kernel's leave, which containers refuse. */
    private static Transport best() {
        if (NativeTransports.whyNotEpoll() == null) {
            return Transport.EPOLL;
        }
        if (NativeTransports.whyNotKqueue() == null) {
            return Transport.KQUEUE;
        }
        return NativeTransports.whyNotIoUring() == null ? Transport.IO_URING : Transport.NIO;
    }

    private static EventLoops start(Transport transport) {
        return switch (transport) {
            case EPOLL -> {
                requireAvailable(transport, NativeTransports.whyNotEpoll());
                yield new EventLoops(transport, NativeTransports.epoll(threads(transport)), 107);
            }
            case IO_URING -> {
                requireAvailable(transport, NativeTransports.whyNotIoUring());
                yield new EventLoops(transport, NativeTransports.ioUring(threads(transport)), 107);
            }
            case KQUEUE -> {
                requireAvailable(transport, NativeTransports.whyNotKqueue());
                yield new EventLoops(transport, NativeTransports.kqueue(threads(transport)), 103);
            }
            case NIO ->
                new EventLoops(
                        transport,
                        new MultiThreadIoEventLoopGroup(0, threads(transport), NioIoHandler.newFactory()),
                        106);
            case MEMORY ->
                throw new EndpointException(
                        Reason.UNSUPPORTED, "the memory transport has no sockets; MuxPair makes its connections", null);
        };
    }

    private static void requireAvailable(Transport transport, @Nullable Throwable missing) {
        if (missing != null) {
            throw new EndpointException(
                    Reason.UNSUPPORTED, "the %s transport is not there: %s".formatted(transport, missing), missing);
        }
    }

    private static ThreadFactory threads(Transport transport) {
        AtomicInteger count = new AtomicInteger();
        return task -> new LoopThread(task, "mux-" + transport + "-" + count.incrementAndGet());
    }

    /** Reactor's {@code block()} fails on such a thread instead of stopping a loop. */
    private static final class LoopThread extends io.netty.util.concurrent.FastThreadLocalThread
            implements NonBlocking {
        LoopThread(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }

    /**
     * One of the loops, as if it were the only one. Who wants several of them takes one after the other so: the group's
     * own turns are shared with everybody else, so that two connections in a row may well get the same loop.
     *
     * @param number which one; beyond the last it begins again with the first
     * @return that loop
     */
    public EventLoops only(int number) {
        List<EventLoop> loops = new ArrayList<>();
        group.forEach(executor -> loops.add((EventLoop) executor));
        return new EventLoops(this, loops.get(Math.floorMod(number, loops.size())));
    }

    /**
     * What the loops run.
     *
     * @return the transport
     */
    public Transport transport() {
        return transport;
    }

    EventLoopGroup group() {
        return group;
    }

    PathLimit pathLimit() {
        return pathLimit;
    }

    /** The address as this transport wants it; the wrong kind is an error of the JVM. */
    SocketAddress file(Path path) {
        return transport == Transport.NIO
                ? UnixDomainSocketAddress.of(path)
                : new io.netty.channel.unix.DomainSocketAddress(path.toString());
    }

    SocketAddress abstractName(Address.Abstract address) {
        if (transport == Transport.NIO || transport == Transport.KQUEUE) {
            throw new EndpointException(
                    Reason.UNSUPPORTED,
                    "%s is an abstract name, which takes the epoll or io_uring transport".formatted(address),
                    null);
        }
        String name = "\0" + address.name();
        pathLimit.check(Path.of("@" + address.name()));
        return new io.netty.channel.unix.DomainSocketAddress(name);
    }

    Optional<PeerCredentials> credentials(Channel channel) {
        return switch (transport) {
            case EPOLL -> NativeTransports.epollCredentials(channel);
            case IO_URING -> NativeTransports.ioUringCredentials(channel);
            case KQUEUE -> NativeTransports.kqueueCredentials(channel);
            case NIO -> NioCredentials.of(channel);
            case MEMORY -> Optional.empty();
        };
    }
}
