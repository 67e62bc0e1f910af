package org.reactivemux.reactor.transport;

import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Wire;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

/** Connects by Reactor Netty's client and waits for the peer's first frame. */
public final class Connector {
    private Connector() {}

    /**
     * Connects to a Unix socket.
     *
     * @param address where to
     * @param loops which transport
     * @param customizer changes the client beneath
     * @param connecting makes the connection over the wire
     * @return the connection when the peer's dialect is known; cancelling before that closes it
     */
    public static Mono<MuxConnection> connect(
            UnixAddress address,
            EventLoops loops,
            UnaryOperator<TcpClient> customizer,
            Function<Wire, Connection> connecting) {
        SocketAddress remote = remote(address, loops);
        AtomicReference<Connection> made = new AtomicReference<>();
        SocketHandler handler = new SocketHandler(loops, wire -> {
            Connection connection = connecting.apply(wire);
            made.set(connection);
            return connection;
        });
        TcpClient client = TcpClient.create(ConnectionProvider.newConnection())
                .runOn(loops.group())
                .remoteAddress(() -> remote)
                .doOnChannelInit((observer, channel, to) ->
                        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "mux", handler));
        return customizer
                .apply(client)
                .connect()
                .onErrorMap(failure -> ConnectFailure.explain(address, failure))
                .flatMap(netty -> Objects.requireNonNull(made.get(), "active before connected")
                        .ready())
                .doFinally(end -> {
                    Connection connection = made.get();
                    if (end == SignalType.CANCEL && connection != null) {
                        connection.dispose();
                    }
                });
    }

    private static SocketAddress remote(UnixAddress address, EventLoops loops) {
        if (address instanceof UnixAddress.File file) {
            loops.pathLimit().check(file.path());
            return loops.file(file.path());
        }
        return loops.abstractName((UnixAddress.Abstract) address);
    }
}
