package org.reactivemux.reactor.transport;

import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.attribute.PosixFilePermission;
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
    private final Address address;
    private final DisposableServer server;
    private final Handshakes handshakes;
    private final Runnable release;

    private Listener(Address address, DisposableServer server, Handshakes handshakes, Runnable release) {
        this.address = address;
        this.server = server;
        this.handshakes = handshakes;
        this.release = release;
    }

    /**
     * Listens on an address.
     *
     * @param address where
     * @param mode who may connect, for a socket file
     * @param loops which transport
     * @param customizer changes the server beneath
     * @param handshakes who is at its TLS handshake
     * @param accepting makes a connection over each accepted wire
     * @param listening told of the listener before anybody else
     * @return the listener when clients can connect; cancelling leaves nothing behind
     */
    public static Mono<Listener> bind(
            Address address,
            Set<PosixFilePermission> mode,
            EventLoops loops,
            UnaryOperator<TcpServer> customizer,
            Handshakes handshakes,
            Function<Wire, Connection> accepting,
            Consumer<Listener> listening) {
        return Mono.usingWhen(
                        Mono.fromCallable(() -> Attempt.prepare(address, loops, mode, handshakes)),
                        attempt -> attempt.listen(loops, customizer, accepting)
                                .publishOn(Schedulers.boundedElastic())
                                .map(attempt::publish)
                                .doOnNext(listening),
                        attempt -> Mono.empty(),
                        (attempt, failure) -> attempt.undo(),
                        Attempt::undo)
                .onErrorMap(failure -> explain(address, failure))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** A bind under way, and what must be undone if it fails or nobody waits for it any more. */
    private static final class Attempt {
        private final Address address;
        private final SocketAddress local;
        private final @Nullable SocketFile file;
        private final Handshakes handshakes;
        private @Nullable DisposableServer server;
        private boolean undone;

        private Attempt(Address address, SocketAddress local, @Nullable SocketFile file, Handshakes handshakes) {
            this.address = address;
            this.local = local;
            this.file = file;
            this.handshakes = handshakes;
        }

        /** Looks at files and asks for names, and so may block. */
        static Attempt prepare(
                Address address, EventLoops loops, Set<PosixFilePermission> mode, Handshakes handshakes) {
            if (address instanceof Address.Abstract name) {
                return new Attempt(address, loops.abstractName(name), null, handshakes);
            }
            if (address instanceof Address.Tcp tcp) {
                return new Attempt(address, resolved(tcp), null, handshakes);
            }
            SocketFile file = SocketFile.prepare(((Address.File) address).path(), loops.pathLimit(), mode);
            return new Attempt(address, loops.file(file.bindPath()), file, handshakes);
        }

        private static InetSocketAddress resolved(Address.Tcp tcp) {
            InetSocketAddress found = new InetSocketAddress(tcp.host(), tcp.port());
            if (found.isUnresolved()) {
                throw TcpFailure.unknownHost(tcp, new UnknownHostException(tcp.host()));
            }
            return found;
        }

        Mono<? extends DisposableServer> listen(
                EventLoops loops, UnaryOperator<TcpServer> customizer, Function<Wire, Connection> accepting) {
            TcpServer bare = TcpServer.create().runOn(loops.group()).bindAddress(() -> local);
            boolean tcp = address instanceof Address.Tcp;
            TcpServer serving = tuned(bare, tcp, loops).doOnChannelInit((observer, channel, from) -> {
                channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "mux", new SocketHandler(loops, accepting));
                if (tcp) {
                    handshakes.begin(channel, "mux");
                }
            });
            return customizer.apply(serving).doOnBound(this::bound).bind();
        }

        private static TcpServer tuned(TcpServer bare, boolean tcp, EventLoops loops) {
            if (!tcp) {
                return bare.childOption(ChannelOption.SO_SNDBUF, SocketBuffers.SEND);
            }
            TcpServer tuned = bare;
            for (TcpOption<?> option : TcpOption.of(loops.transport())) {
                tuned = option.on(tuned);
            }
            return tuned;
        }

        /** Reactor Netty drops a server that was bound just when its bind was cancelled, so it is kept here. */
        private synchronized void bound(DisposableServer bound) {
            server = bound;
            if (undone) {
                bound.dispose();
            }
        }

        Listener publish(DisposableServer bound) {
            if (file != null) {
                file.publish();
                return new Listener(address, bound, handshakes, file::release);
            }
            Address known = address instanceof Address.Tcp tcp ? new Address.Tcp(tcp.host(), bound.port()) : address;
            return new Listener(known, bound, handshakes, () -> {});
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

    private static Throwable explain(Address address, Throwable failure) {
        if (!(failure instanceof IOException) && !(failure instanceof ChannelBindException)) {
            return failure;
        }
        Throwable cause = failure.getCause() instanceof IOException said ? said : failure;
        String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (words.contains("in use")) {
            return new EndpointException(Reason.IN_USE, "a server already listens on " + address, failure);
        }
        if (words.contains("ermission denied")) {
            String text = "permission denied: cannot listen on " + address;
            return new EndpointException(Reason.PERMISSION_DENIED, text, failure);
        }
        return new EndpointException(Reason.OTHER, "cannot listen on %s: %s".formatted(address, words), failure);
    }

    /**
     * The address as clients write it; of a socket file the transport itself knows only where it bound at first.
     *
     * @return a path, an abstract name with its {@code @}, or host and port
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
            handshakes.close();
            return server.onDispose();
        });
        return Mono.fromRunnable(release)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(failure -> stop.then(Mono.error(failure)))
                .then(stop);
    }
}
