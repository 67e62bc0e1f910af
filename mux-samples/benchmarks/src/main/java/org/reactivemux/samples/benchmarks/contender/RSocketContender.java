package org.reactivemux.samples.benchmarks.contender;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.rsocket.Closeable;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * RSocket, on the same stack as this project. Payloads are not copied, no frame is fragmented, and no keep-alive falls
 * into a round.
 *
 * @param group where it runs, which decides the transport
 */
record RSocketContender(EventLoopGroup group) implements Contender {
    private static final Duration NO_KEEP_ALIVE = Duration.ofDays(1);

    /** What the channels of a connection are about, which its setup says: so that no message has to. */
    enum Channels {
        COUNT,
        ECHO,
        IDLE
    }

    @Override
    public AutoCloseable serve(Path socket) {
        TcpServer listening = TcpServer.create().runOn(group).bindAddress(() -> address(socket));
        Closeable server = RSocketServer.create(
                        (setup, client) -> Mono.just(RSocketService.about(Channels.valueOf(setup.getDataUtf8()))))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bind(TcpServerTransport.create(listening))
                .block();
        return required(server)::dispose;
    }

    @Override
    public Client connect(Path socket) {
        return new RSocketRounds(
                connect(socket, Channels.COUNT), connect(socket, Channels.ECHO), connect(socket, Channels.IDLE));
    }

    private RSocket connect(Path socket, Channels channels) {
        TcpClient calling = TcpClient.create(ConnectionProvider.newConnection())
                .runOn(group)
                .remoteAddress(() -> address(socket));
        RSocket connection = RSocketConnector.create()
                .setupPayload(DefaultPayload.create(channels.name()))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .keepAlive(NO_KEEP_ALIVE, NO_KEEP_ALIVE)
                .connect(TcpClientTransport.create(calling))
                .block();
        return required(connection);
    }

    private static DomainSocketAddress address(Path socket) {
        return new DomainSocketAddress(socket.toFile());
    }

    private static <T> T required(@Nullable T made) {
        return Objects.requireNonNull(made);
    }
}
