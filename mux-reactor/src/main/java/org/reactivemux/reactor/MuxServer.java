package org.reactivemux.reactor;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Terms;
import org.reactivemux.reactor.transport.EventLoops;
import org.reactivemux.reactor.transport.Listener;
import org.reactivemux.reactor.transport.UnixAddress;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.tcp.TcpServer;

/**
 * Listens for connections and serves the channels that are opened on them. Immutable: each method returns a changed
 * copy.
 *
 * <pre>{@code
 * MuxServer.create().unix("/run/app/mux.sock")
 *     .handle("echo", channel -> channel.send(channel.receive()))
 *     .bind().block();
 * }</pre>
 */
public final class MuxServer {
    /** Who may connect unless {@link #mode} says otherwise: the same user, for strangers are to be kept out. */
    public static final String DEFAULT_MODE = "rw-------";

    /** The most connections at a time: what processes of one machine need, within the descriptors a process may have. */
    public static final int DEFAULT_MAX_CONNECTIONS = 1_024;

    private static final MuxServer DEFAULT = new MuxServer(
            List.of(),
            PosixFilePermissions.fromString(DEFAULT_MODE),
            null,
            DEFAULT_MAX_CONNECTIONS,
            Terms.DEFAULT,
            UnaryOperator.identity());

    private final List<UnixAddress> addresses;
    private final Set<PosixFilePermission> mode;
    private final @Nullable Transport transport;
    private final int maxConnections;
    private final Terms terms;
    private final UnaryOperator<TcpServer> customizer;

    private MuxServer(
            List<UnixAddress> addresses,
            Set<PosixFilePermission> mode,
            @Nullable Transport transport,
            int maxConnections,
            Terms terms,
            UnaryOperator<TcpServer> customizer) {
        this.addresses = addresses;
        this.mode = mode;
        this.transport = transport;
        this.maxConnections = maxConnections;
        this.terms = terms;
        this.customizer = customizer;
    }

    /**
     * A server without addresses and handlers.
     *
     * @return the server
     */
    public static MuxServer create() {
        return DEFAULT;
    }

    /**
     * Listens on one more Unix domain socket. A stale file there is replaced, a live server's or any other is not.
     *
     * @param path where clients connect; {@code @name} is Linux's abstract name, on native transports
     * @return a changed copy
     */
    public MuxServer unix(String path) {
        return with(UnixAddress.of(path));
    }

    /**
     * As {@link #unix(String)}.
     *
     * @param path where clients connect
     * @return a changed copy
     */
    public MuxServer unix(Path path) {
        return with(UnixAddress.of(path));
    }

    private MuxServer with(UnixAddress address) {
        List<UnixAddress> more = new ArrayList<>(addresses);
        more.add(address);
        return new MuxServer(List.copyOf(more), mode, transport, maxConnections, terms, customizer);
    }

    /**
     * Sets who may connect to the socket files, in force before anybody can; to connect takes the right to write.
     *
     * @param permissions as {@code ls} writes them, such as {@code rw-rw----}; the default is {@link #DEFAULT_MODE}
     * @return a changed copy
     */
    public MuxServer mode(String permissions) {
        Set<PosixFilePermission> changed = EnumSet.noneOf(PosixFilePermission.class);
        changed.addAll(PosixFilePermissions.fromString(permissions));
        return new MuxServer(addresses, changed, transport, maxConnections, terms, customizer);
    }

    /**
     * Insists on a transport. Without this it is epoll, kqueue or io_uring, the first that is there, else NIO.
     *
     * @param wanted any but {@link Transport#MEMORY}
     * @return a changed copy
     */
    public MuxServer transport(Transport wanted) {
        return new MuxServer(addresses, mode, Objects.requireNonNull(wanted), maxConnections, terms, customizer);
    }

    /**
     * Sets what this side accepts on each connection and how long it waits.
     *
     * @param changed in place of {@link MuxOptions#defaults()}
     * @return a changed copy
     */
    public MuxServer options(MuxOptions changed) {
        return new MuxServer(addresses, mode, transport, maxConnections, terms.with(changed), customizer);
    }

    /**
     * Serves channels without a name; a plain peer's are all so.
     *
     * @param handler for them
     * @return a changed copy
     */
    public MuxServer handle(MuxHandler handler) {
        return new MuxServer(addresses, mode, transport, maxConnections, terms.with(handler), customizer);
    }

    /**
     * Serves the channels of a name. A name that nobody serves is refused.
     *
     * @param name the channels' name
     * @param handler for them
     * @return a changed copy
     */
    public MuxServer handle(String name, MuxHandler handler) {
        return new MuxServer(addresses, mode, transport, maxConnections, terms.with(name, handler), customizer);
    }

    /**
     * Decides which peers are listened to. By default those who may open the socket file are, and of those who know an
     * abstract name, which has no permissions, the ones that run as the same user. See {@link PeerAuthoriser} for the
     * thread and for what cancels it.
     *
     * @param deciding asked for each connection; see {@link PeerAuthoriser} for ready-made ones
     * @return a changed copy
     */
    public MuxServer authorise(PeerAuthoriser deciding) {
        return new MuxServer(addresses, mode, transport, maxConnections, terms.guardedBy(deciding), customizer);
    }

    /**
     * Lets an observer look on at the connections that are accepted, such as meters or traces do. Nobody does by default.
     *
     * @param observer beside those there are
     * @return a changed copy
     */
    public MuxServer observe(MuxObserver observer) {
        return new MuxServer(addresses, mode, transport, maxConnections, terms.observedBy(observer), customizer);
    }

    /**
     * Limits the connections. One beyond the limit is told {@link org.reactivemux.ErrorCode#LIMIT_EXCEEDED} and closed
     * unheard; the others do not notice.
     *
     * @param most at a time, at least 1; the default is {@link #DEFAULT_MAX_CONNECTIONS}
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public MuxServer maxConnections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("maxConnections is at least 1, not " + most);
        }
        return new MuxServer(addresses, mode, transport, most, terms, customizer);
    }

    /**
     * Customises what lies beneath, such as the backlog or socket options.
     *
     * @param customizer changes Reactor Netty's server just before it binds
     * @return a changed copy
     */
    public MuxServer beneath(UnaryOperator<TcpServer> customizer) {
        return new MuxServer(addresses, mode, transport, maxConnections, terms, Objects.requireNonNull(customizer));
    }

    /**
     * Binds all addresses, or none if one cannot be.
     *
     * <p>Lazy: each subscription binds. Cancelling before it is done gives up what was bound. The blocking parts run on
     * {@code Schedulers.boundedElastic()}.
     *
     * @return the binding once clients can connect, or an {@link org.reactivemux.EndpointException} that says in one
     *     line what is wrong with which address
     */
    public Mono<MuxBinding> bind() {
        if (addresses.isEmpty()) {
            return Mono.error(new IllegalStateException("the server has no address; unix(path) sets one"));
        }
        return Mono.defer(() -> {
            Connections connections = new Connections(maxConnections);
            EventLoops loops = EventLoops.of(transport);
            return Flux.fromIterable(addresses)
                    .concatMap(address -> listen(address, loops, connections))
                    .then(Mono.fromSupplier(() -> (MuxBinding) new ServerBinding(connections)))
                    .onErrorResume(
                            failure -> connections.abandon().onErrorComplete().then(Mono.error(failure)))
                    .doFinally(end -> {
                        if (end == SignalType.CANCEL) {
                            connections.abandon().onErrorComplete().subscribe();
                        }
                    });
        });
    }

    private Mono<Listener> listen(UnixAddress address, EventLoops loops, Connections connections) {
        Terms here = termsFor(address);
        return Listener.bind(
                address,
                mode,
                loops,
                customizer,
                wire -> connections.track(new Connection(Role.ACCEPTOR, here, wire)),
                connections::listening);
    }

    private Terms termsFor(UnixAddress address) {
        boolean unguarded = address instanceof UnixAddress.Abstract && terms.authoriser() == null;
        return unguarded ? terms.guardedBy(PeerAuthoriser.sameUser()) : terms;
    }
}
