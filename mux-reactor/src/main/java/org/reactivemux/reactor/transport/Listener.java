package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Wire;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.tcp.TcpServer;

/** One address that is listened on, by Reactor Netty's server. */
public final class Listener {
    private final UnixAddress address;
    private final DisposableServer server;
    private final Runnable release;

    private Listener(UnixAddress address, DisposableServer server, Runnable release) {
        this.address = address;
        this.server = server;
        this.release = release;
    }

    /**
     * Listens on a Unix socket.
     *
     * @param address where
     * @param mode who may connect, for a socket file
     * @param loops which transport
     * @param customizer changes the server beneath
     * @param accepting makes a connection over each accepted wire
     * @return the listener when clients can connect
     */
    public static Mono<Listener> bind(
            UnixAddress address,
            Set<PosixFilePermission> mode,
            EventLoops loops,
            UnaryOperator<TcpServer> customizer,
            Function<Wire, Connection> accepting) {
        if (address instanceof UnixAddress.File file) {
            return Mono.usingWhen(
                            Mono.fromCallable(() -> SocketFile.prepare(file.path(), loops.pathLimit(), mode)),
                            socketFile -> listen(
                                            address, loops.file(socketFile.bindPath()), loops, customizer, accepting)
                                    .publishOn(Schedulers.boundedElastic())
                                    .map(server -> publish(address, server, socketFile)),
                            published -> Mono.empty(),
                            (socketFile, failure) -> releasing(socketFile),
                            Listener::releasing)
                    .subscribeOn(Schedulers.boundedElastic());
        }
        return Mono.fromSupplier(() -> loops.abstractName((UnixAddress.Abstract) address))
                .flatMap(name -> listen(address, name, loops, customizer, accepting))
                .map(server -> new Listener(address, server, () -> {}));
    }

    private static Mono<? extends DisposableServer> listen(
            UnixAddress address,
            SocketAddress local,
            EventLoops loops,
            UnaryOperator<TcpServer> customizer,
            Function<Wire, Connection> accepting) {
        TcpServer server = TcpServer.create()
                .runOn(loops.group())
                .bindAddress(() -> local)
                .doOnChannelInit((observer, channel, from) -> channel.pipeline()
                        .addBefore(NettyPipeline.ReactiveBridge, "mux", new SocketHandler(loops, accepting)));
        return customizer.apply(server).bind().onErrorMap(failure -> explain(address, failure));
    }

    private static Listener publish(UnixAddress address, DisposableServer server, SocketFile socketFile) {
        try {
            socketFile.publish();
            return new Listener(address, server, socketFile::release);
        } catch (EndpointException e) {
            server.disposeNow();
            throw e;
        }
    }

    private static Mono<Void> releasing(SocketFile socketFile) {
        return Mono.<Void>fromRunnable(socketFile::release).subscribeOn(Schedulers.boundedElastic());
    }

    private static Throwable explain(UnixAddress address, Throwable failure) {
        Throwable cause = failure.getCause() instanceof IOException said ? said : failure;
        String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (words.contains("in use")) {
            return new EndpointException(Reason.IN_USE, "a server already listens on " + address, failure);
        }
        return new EndpointException(Reason.OTHER, "cannot listen on %s: %s".formatted(address, words), failure);
    }

    /**
     * The address as clients write it; the transport itself knows only where it bound at first.
     *
     * @return a path, or an abstract name with its {@code @}
     */
    public String address() {
        return address.toString();
    }

    /**
     * Stops listening. The file goes first: as long as the socket listens nobody takes it for stale.
     *
     * @return completes when nothing listens any more
     */
    public Mono<Void> close() {
        Mono<Void> stop = Mono.defer(() -> {
            server.dispose();
            return server.onDispose();
        });
        return Mono.fromRunnable(release)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(failure -> stop.then(Mono.error(failure)))
                .then(stop);
    }
}
