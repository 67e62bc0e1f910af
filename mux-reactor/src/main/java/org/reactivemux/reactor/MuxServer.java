package org.reactivemux.reactor;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxOptions;
import org.reactivemux.MuxRouter;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.transport.Address;
import org.reactivemux.reactor.transport.TlsSettings;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.SslProvider;
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

    private static final MuxServer DEFAULT = new MuxServer(ServerPlan.EMPTY);

    private final ServerPlan plan;

    private MuxServer(ServerPlan plan) {
        this.plan = plan;
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
     * @throws org.reactivemux.EndpointException if it is no path; all else is found out by {@link #bind}
     */
    public MuxServer unix(String path) {
        return at(Address.unix(path));
    }

    /**
     * As {@link #unix(String)}.
     *
     * @param path where clients connect
     * @return a changed copy
     */
    public MuxServer unix(Path path) {
        return at(Address.unix(path));
    }

    /**
     * As {@link #unix(String)}, with an authoriser of its own.
     *
     * @param path where clients connect
     * @param deciding asked about those who connect there, in place of the server's own
     * @return a changed copy
     */
    public MuxServer unix(String path, PeerAuthoriser deciding) {
        return at(Address.unix(path), Objects.requireNonNull(deciding, "authoriser"));
    }

    /**
     * Listens on one more TCP port, with TLS where {@link #secure(Consumer)} has set it up. Whoever may connect over TCP
     * has no credentials: without an authoriser only those with a certificate are let in, and without TLS there is none,
     * so {@link #bind} then fails.
     *
     * @param host what clients of the network connect to: an address of this host, of IPv4 or IPv6, or a name, of whose
     *     addresses the first is taken
     * @param port 0 to 65,535, where 0 is any that is free; {@link MuxBinding#addresses} tells which
     * @return a changed copy
     * @throws IllegalArgumentException if the host is empty or the port out of its range
     */
    public MuxServer tcp(String host, int port) {
        return at(Address.tcp(host, port));
    }

    /**
     * As {@link #tcp(String, int)}, with an authoriser of its own.
     *
     * @param host as there
     * @param port as there
     * @param deciding asked about those who connect there, in place of the server's own
     * @return a changed copy
     * @throws IllegalArgumentException if the host is empty or the port out of its range
     */
    public MuxServer tcp(String host, int port, PeerAuthoriser deciding) {
        return at(Address.tcp(host, port), Objects.requireNonNull(deciding, "authoriser"));
    }

    private MuxServer at(Address address) {
        return new MuxServer(plan.with(new ServerPlan.Endpoint(address, null)));
    }

    private MuxServer at(Address address, PeerAuthoriser deciding) {
        return new MuxServer(plan.with(new ServerPlan.Endpoint(address, deciding)));
    }

    /**
     * Uses TLS on all TCP ports, set up as for Reactor Netty's {@code TcpServer}, such as by an {@code SslContext} of
     * Netty's; for mutual TLS that asks for certificates ({@code SslContextBuilder.clientAuth}) and knows whom to trust
     * ({@code trustManager}). Files are read at once, on the calling thread.
     *
     * @param spec sets it up
     * @return a changed copy
     * @throws org.reactivemux.EndpointException if TLS does not take it so
     */
    public MuxServer secure(Consumer<? super SslProvider.SslContextSpec> spec) {
        return secure(TlsSettings.server(spec));
    }

    /**
     * Uses TLS on all TCP ports, set up by Reactor Netty.
     *
     * @param provider as for Reactor Netty's {@code TcpServer}
     * @return a changed copy
     */
    public MuxServer secure(SslProvider provider) {
        return new MuxServer(plan.with(Objects.requireNonNull(provider, "provider")));
    }

    /**
     * Sets who may connect to the socket files, in force before anybody can; to connect takes the right to write.
     *
     * @param permissions as {@code ls} writes them, such as {@code rw-rw----}; the default is {@link #DEFAULT_MODE}
     * @return a changed copy
     * @throws IllegalArgumentException if it is not written so, such as {@code 660}
     */
    public MuxServer mode(String permissions) {
        Set<PosixFilePermission> changed = EnumSet.noneOf(PosixFilePermission.class);
        changed.addAll(PosixFilePermissions.fromString(permissions));
        return new MuxServer(plan.with(changed));
    }

    /**
     * Insists on a transport. Without this it is epoll, kqueue or io_uring, the first that is there, else NIO.
     *
     * @param wanted any but {@link Transport#MEMORY}; {@link #bind} fails where it is not there
     * @return a changed copy
     */
    public MuxServer transport(Transport wanted) {
        return new MuxServer(plan.with(Objects.requireNonNull(wanted)));
    }

    /**
     * Sets what this side accepts on each connection and how long it waits.
     *
     * @param changed in place of {@link MuxOptions#defaults()}
     * @return a changed copy
     */
    public MuxServer options(MuxOptions changed) {
        return new MuxServer(plan.with(plan.terms().with(changed)));
    }

    /**
     * Serves channels without a name; a plain peer's are all so.
     *
     * @param handler for them, in place of one that was set before
     * @return a changed copy
     */
    public MuxServer handle(MuxHandler handler) {
        return new MuxServer(plan.with(plan.terms().with(handler)));
    }

    /**
     * Serves the channels of a name. A name that nobody serves is refused, unless {@link #route} finds
     * somebody.
     *
     * @param name the channels' name
     * @param handler for them, in place of one that was set before
     * @return a changed copy
     */
    public MuxServer handle(String name, MuxHandler handler) {
        return new MuxServer(plan.with(plan.terms().with(name, handler)));
    }

    /**
     * Finds the handlers of names that are not known beforehand. A handler that was set for a name comes first.
     *
     * @param router asked for each channel whose name has no handler; the one set last decides
     * @return a changed copy
     */
    public MuxServer route(MuxRouter router) {
        return new MuxServer(plan.with(plan.terms().routedBy(router)));
    }

    /**
     * Decides which peers are listened to, on all addresses that have no authoriser of their own. By default those who
     * may open the socket file are; of those who know an abstract name, which has no permissions, the ones that run as the
     * same user; and over TCP those with a {@link PeerAuthoriser#certified certificate}. See {@link PeerAuthoriser} for
     * the thread and for what cancels it.
     *
     * @param deciding asked for each connection; see {@link PeerAuthoriser} for ready-made ones
     * @return a changed copy
     */
    public MuxServer authorise(PeerAuthoriser deciding) {
        return new MuxServer(plan.with(plan.terms().guardedBy(deciding)));
    }

    /**
     * Lets an observer look on at the connections that are accepted, such as meters or traces do. Nobody does by default.
     *
     * @param observer beside those there are
     * @return a changed copy
     */
    public MuxServer observe(MuxObserver observer) {
        return new MuxServer(plan.with(plan.terms().observedBy(observer)));
    }

    /**
     * Limits the connections of each address. One beyond the limit is told
     * {@link org.reactivemux.ErrorCode#LIMIT_EXCEEDED} and closed unheard; the others do not notice. Addresses do not share
     * the limit, so strangers who crowd a port keep nobody away from a socket file.
     *
     * @param most at a time on one address, at least 1; the default is {@link #DEFAULT_MAX_CONNECTIONS}
     * @return a changed copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public MuxServer maxConnections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("maxConnections is at least 1, not " + most);
        }
        return new MuxServer(plan.withMost(most));
    }

    /**
     * Customises what lies beneath, such as the backlog or socket options.
     *
     * @param customizer changes Reactor Netty's server just before it binds
     * @return a changed copy
     */
    public MuxServer beneath(UnaryOperator<TcpServer> customizer) {
        return new MuxServer(plan.with(Objects.requireNonNull(customizer)));
    }

    /**
     * Binds all addresses, or none if one cannot be.
     *
     * <p>Lazy: each subscription binds. Cancelling before it is done gives up what was bound. The blocking parts run on
     * {@code Schedulers.boundedElastic()}.
     *
     * @return the binding once clients can connect; or an {@link org.reactivemux.EndpointException} that says in one
     *     line what is wrong with which address, or an IllegalStateException if there is no address, or nothing that keeps
     *     strangers from a TCP port
     */
    public Mono<MuxBinding> bind() {
        return plan.bind();
    }
}
