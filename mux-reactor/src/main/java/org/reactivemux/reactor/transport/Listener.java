package org.reactivemux.reactor.transport;

import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Wire;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
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
     * @param listening told of the listener before anybody else
     * @return the listener when clients can connect; cancelling leaves nothing behind
     */
    public static Mono<Listener> bind(
            UnixAddress address,
            Set<PosixFilePermission> mode,
            EventLoops loops,
            UnaryOperator<TcpServer> customizer,
            Function<Wire, Connection> accepting,
            Consumer<Listener> listening) {
        if (address instanceof UnixAddress.File file) {
            return Mono.usingWhen(
                            Mono.fromCallable(
                                    () -> new Attempt(SocketFile.prepare(file.path(), loops.pathLimit(), mode))),
                            attempt -> attempt.listen(
                                            loops.file(attempt.file().bindPath()), loops, customizer, accepting)
                                    .publishOn(Schedulers.boundedElastic())
                                    .map(server -> attempt.publish(address, server))
                                    .doOnNext(listening),
                            attempt -> Mono.empty(),
                            (attempt, failure) -> attempt.undo(),
                            Attempt::undo)
                    .onErrorMap(failure -> explain(address, failure))
                    .subscribeOn(Schedulers.boundedElastic());
        }
        return Mono.usingWhen(
                        Mono.fromSupplier(() -> new Attempt(null)),
                        attempt -> attempt.listen(
                                        loops.abstractName((UnixAddress.Abstract) address),
                                        loops,
                                        customizer,
                                        accepting)
                                .map(server -> new Listener(address, server, () -> {}))
                                .doOnNext(listening),
                        attempt -> Mono.empty(),
                        (attempt, failure) -> attempt.undo(),
                        Attempt::undo)
                .onErrorMap(failure -> explain(address, failure));
    }

    /** A bind under way, and what must be undone if it fails or nobody waits for it any more. */
    private static final class Attempt {
        private final @Nullable SocketFile file;
        private @Nullable DisposableServer server;
        private boolean undone;

        Attempt(@Nullable SocketFile file) {
            this.file = file;
        }

        SocketFile file() {
            return Objects.requireNonNull(file, "an abstract name has no file");
        }

        Mono<? extends DisposableServer> listen(
                SocketAddress local,
                EventLoops loops,
                UnaryOperator<TcpServer> customizer,
                Function<Wire, Connection> accepting) {
            TcpServer tcp = TcpServer.create()
                    .runOn(loops.group())
                    .bindAddress(() -> local)
                    .childOption(ChannelOption.SO_SNDBUF, SocketBuffers.SEND)
                    .doOnChannelInit((observer, channel, from) -> channel.pipeline()
                            .addBefore(NettyPipeline.ReactiveBridge, "mux", new SocketHandler(loops, accepting)));
            return customizer.apply(tcp).doOnBound(this::bound).bind();
        }

        /** Reactor Netty drops a server that was bound just when its bind was cancelled, so it is kept here. */
        private synchronized void bound(DisposableServer bound) {
            server = bound;
            if (undone) {
                bound.dispose();
            }
        }

        Listener publish(UnixAddress address, DisposableServer bound) {
            file().publish();
            return new Listener(address, bound, file()::release);
        }

        Mono<Void> undo() {
            return Mono.<Void>fromRunnable(() -> {
                        if (file != null) {
                            file.release();
                        }
                    })
                    .doFinally(released -> dispose())
                    .subscribeOn(Schedulers.boundedElastic());
        }

        private synchronized void dispose() {
            undone = true;
            if (server != null) {
                server.dispose();
            }
        }
    }

    private static Throwable explain(UnixAddress address, Throwable failure) {
        if (!(failure instanceof IOException) && !(failure instanceof ChannelBindException)) {
            return failure;
        }
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
