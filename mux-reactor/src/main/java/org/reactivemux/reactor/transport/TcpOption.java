package org.reactivemux.reactor.transport;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.util.List;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.reactivemux.Transport;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * What the sockets of TCP connections are set to. Nobody tells of a peer whose machine or network is gone: an extended one is
 * missed by keepalive (K-5), a plain one, which knows none, by that of TCP.
 *
 * @param option one of Netty's
 * @param value its value
 */
record TcpOption<T>(ChannelOption<T> option, T value) {
    /** Seconds of silence before the kernel asks, between its questions, and how many it asks: two minutes in all. */
    private static final int IDLE = 60;

    private static final int BETWEEN = 10;
    private static final int PROBES = 6;

    static List<TcpOption<?>> of(Transport transport) {
        List<TcpOption<?>> here = switch (transport) {
            case EPOLL -> NativeTransports.epollKeepalive(IDLE, BETWEEN, PROBES);
            case IO_URING -> NativeTransports.ioUringKeepalive(IDLE, BETWEEN, PROBES);
            case NIO -> nioKeepalive();
            case KQUEUE, MEMORY -> List.of(); // as the system has it
        };
        List<TcpOption<?>> everywhere = List.of(
                new TcpOption<>(ChannelOption.TCP_NODELAY, true), new TcpOption<>(ChannelOption.SO_KEEPALIVE, true));
        return Stream.concat(everywhere.stream(), here.stream()).toList();
    }

    private static List<TcpOption<?>> nioKeepalive() {
        return List.of(
                new TcpOption<>(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), IDLE),
                new TcpOption<>(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), BETWEEN),
                new TcpOption<>(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES));
    }

    TcpClient on(TcpClient client) {
        return client.option(option, value);
    }

    TcpServer on(TcpServer server) {
        return server.childOption(option, value);
    }
}
