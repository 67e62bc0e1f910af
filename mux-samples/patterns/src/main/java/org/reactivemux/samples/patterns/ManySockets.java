package org.reactivemux.samples.patterns;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyOutbound;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** What {@link OneSocket} replaces: a socket for each service, with messages told apart by their length. */
public final class ManySockets {
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final LoopResources loops = LoopResources.create("services");
    private final Path directory;

    /**
     * In one directory.
     *
     * @param directory of all sockets
     */
    public ManySockets(Path directory) {
        this.directory = directory;
    }

    /**
     * Serves one service on a socket of its own.
     *
     * @param service the name of the service, and of its socket
     * @param answer to a message
     * @return the server
     */
    public Mono<? extends DisposableServer> serve(String service, UnaryOperator<byte[]> answer) {
        return TcpServer.create()
                .runOn(loops, false)
                .bindAddress(() -> UnixDomainSocketAddress.of(directory.resolve(service + ".sock")))
                .doOnConnection(ManySockets::withMessages)
                .handle((in, out) -> send(out, in.receive().asByteArray().map(answer)))
                .bind();
    }

    /**
     * Has a conversation on a socket of its own.
     *
     * @param service the name of the service
     * @param messages what is sent
     * @return as many answers
     */
    public Flux<byte[]> converse(String service, Flux<byte[]> messages) {
        return TcpClient.create()
                .runOn(loops, false)
                .remoteAddress(() -> UnixDomainSocketAddress.of(directory.resolve(service + ".sock")))
                .connect()
                .doOnNext(ManySockets::withMessages) // doOnConnected comes after what follows
                .flatMapMany(connection -> Flux.merge(
                                connection.inbound().receive().asByteArray(),
                                send(connection.outbound(), messages).then().cast(byte[].class))
                        .doFinally(end -> connection.dispose()));
    }

    /**
     * Ends the threads that served.
     *
     * @return completes when they have ended
     */
    public Mono<Void> disposeLater() {
        return loops.disposeLater();
    }

    /** Flushes after each message, for somebody may be waiting for it. */
    private static NettyOutbound send(NettyOutbound out, Flux<byte[]> messages) {
        return out.send(messages.map(message -> Unpooled.wrappedBuffer(message)), message -> true);
    }

    private static void withMessages(Connection connection) {
        connection
                .addHandlerLast(new LengthFieldBasedFrameDecoder(LARGEST_MESSAGE, 0, 4, 0, 4))
                .addHandlerLast(new LengthFieldPrepender(4));
    }
}
