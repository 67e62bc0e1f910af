package org.reactivemux.reactor.transport;

import io.netty.channel.ChannelOption;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.protocol.Nanos;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Wire;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;
import reactor.util.retry.Retry;

/** Connects by Reactor Netty's client and waits until the handshake is complete. */
public final class Connector {
    /** A server that is merely slow takes the next client within a millisecond or two. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private Connector() {}

    /**
     * Connects to a server. On a Unix socket the kernel lets nobody wait for room in a full backlog without blocking a
     * thread, so this asks again, at growing intervals. Any other failure is final at once.
     *
     * @param address where to
     * @param loops which transport
     * @param customizer changes the client beneath
     * @param patience how long a full backlog is put up with, and a host that does not answer
     * @param connecting makes the connection over the wire
     * @return the connection when the handshake is complete; cancelling before that closes it
     */
    public static Mono<MuxConnection> connect(
            Address address,
            EventLoops loops,
            UnaryOperator<TcpClient> customizer,
            Duration patience,
            Function<Wire, Connection> connecting) {
        SocketAddress remote = remote(address, loops);
        AtomicReference<Connection> made = new AtomicReference<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        Function<Wire, Connection> making = wire -> {
            Connection connection = connecting.apply(wire);
            made.set(connection); // first, so that whoever cancels sees it or is seen
            if (cancelled.get()) {
                connection.dispose();
            }
            return connection;
        };
        TcpClient client = TcpClient.create(ConnectionProvider.newConnection())
                .runOn(loops.group())
                .remoteAddress(() -> remote)
                .doOnChannelInit((observer, channel, to) -> {
                    channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "mux", new SocketHandler(loops, making));
                    TlsSettings.bound(channel, patience);
                });
        return customizer
                .apply(tuned(client, address, loops, patience))
                .connect()
                .onErrorMap(failure -> ConnectFailure.explain(address, failure))
                .retryWhen(whileBusy(patience))
                .flatMap(netty -> Objects.requireNonNull(made.get(), "active before connected")
                        .ready()
                        .onErrorMap(failure ->
                                ConnectFailure.explain(address, unlessUnheard(address, made.get(), failure))))
                .transform(Handover.orElse(() -> {
                    cancelled.set(true);
                    Connection connection = made.get();
                    if (connection != null) {
                        connection.dispose();
                    }
                }));
    }

    /** TCP finds out by itself how much a socket should hold; a Unix socket does not. */
    private static TcpClient tuned(TcpClient client, Address address, EventLoops loops, Duration patience) {
        if (!(address instanceof Address.Tcp)) {
            return client.option(ChannelOption.SO_SNDBUF, SocketBuffers.SEND);
        }
        TcpClient tuned = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Nanos.inMillis(patience));
        for (TcpOption<?> option : TcpOption.of(loops.transport())) {
            tuned = option.on(tuned);
        }
        return tuned;
    }

    /** Fails in the end with the last failure, as if nobody had tried again. */
    private static Retry whileBusy(Duration patience) {
        long start = System.nanoTime();
        long limit = Nanos.of(patience);
        return Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .filter(failure -> failure instanceof EndpointException unusable
                        && unusable.reason() == Reason.BUSY
                        && System.nanoTime() - start < limit);
    }

    /** A server says hello whatever comes (H-6); one that asks for TLS, and one of another protocol, just hang up. */
    private static Throwable unlessUnheard(Address address, @Nullable Connection connection, Throwable failure) {
        boolean unheard = address instanceof Address.Tcp
                && failure instanceof ConnectionException lost
                && lost.code().equals(ErrorCode.CONNECTION_LOST)
                && connection != null
                && connection.snapshot().received().frames() == 0;
        String text = "%s closed the connection without a word: it speaks another protocol, or asks for TLS"
                .formatted(address);
        return unheard ? new EndpointException(Reason.OTHER, text, failure) : failure;
    }

    private static SocketAddress remote(Address address, EventLoops loops) {
        if (address instanceof Address.File file) {
            loops.pathLimit().check(file.path());
            return loops.file(file.path());
        }
        if (address instanceof Address.Tcp tcp) {
            return tcp
                    .unresolved(); // Reactor Netty looks it up without blocking anybody, and knows whom to ask TLS for
        }
        return loops.abstractName((Address.Abstract) address);
    }
}
