package org.reactivemux.reactor;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxOptions;
import org.reactivemux.MuxRouter;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.transport.Address;
import org.reactivemux.reactor.transport.EventLoops;
import org.reactivemux.reactor.transport.TlsSettings;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.TcpClient;
import reactor.util.retry.Retry;

/**
 * Connects to a server. Immutable: each method returns a changed copy, so one client may be kept and varied.
 *
 * <pre>{@code
 * MuxConnection mux = MuxClient.create().unix("/run/app/mux.sock").connect().block();
 * mux.exchange("echo", Flux.just(hello, world)).limitRate(32).subscribe(this::onReply);
 * }</pre>
 */
public final class MuxClient {
    private static final MuxClient DEFAULT = new MuxClient(ClientPlan.EMPTY);

    private final ClientPlan plan;

    private MuxClient(ClientPlan plan) {
        this.plan = plan;
    }

    /**
     * A client without an address.
     *
     * @return the client
     */
    public static MuxClient create() {
        return DEFAULT;
    }

    /**
     * Connects to a Unix domain socket.
     *
     * @param path the server's path; {@code @name} is Linux's abstract name, on native transports
     * @return a changed copy
     * @throws org.reactivemux.EndpointException if it is no path; all else is found out by {@link #connect}
     */
    public MuxClient unix(String path) {
        return new MuxClient(plan.with(Address.unix(path)));
    }

    /**
     * Connects to a Unix domain socket.
     *
     * @param path the server's path
     * @return a changed copy
     */
    public MuxClient unix(Path path) {
        return new MuxClient(plan.with(Address.unix(path)));
    }

    /**
     * Connects to a TCP port. The name is looked up for each connection, and each address that it has is tried.
     *
     * @param host a name, or an address of IPv4 or IPv6
     * @param port the server's, 1 to 65,535
     * @return a changed copy
     * @throws IllegalArgumentException if the host is empty or the port out of its range
     */
    public MuxClient tcp(String host, int port) {
        if (port == 0) {
            throw new IllegalArgumentException("a client cannot connect to any port, so it is not 0");
        }
        return new MuxClient(plan.with(Address.tcp(host, port)));
    }

    /**
     * Uses TLS on TCP: the server must have a certificate that the Java platform trusts, and of the host's name. Without
     * TLS whoever is on the way can read and change what is said.
     *
     * @return a changed copy
     */
    public MuxClient secure() {
        return secure(TlsSettings.client());
    }

    /**
     * Uses TLS on TCP, set up as for Reactor Netty's {@code TcpClient}, such as by an {@code SslContext} of Netty's; for
     * mutual TLS that has a key and certificate too ({@code SslContextBuilder.keyManager}). The name of the host is checked
     * against the server's certificate. Files are read at once, on the calling thread.
     *
     * @param spec sets it up
     * @return a changed copy
     * @throws org.reactivemux.EndpointException if TLS does not take it so
     */
    public MuxClient secure(Consumer<? super SslProvider.SslContextSpec> spec) {
        return secure(TlsSettings.client(spec));
    }

    /**
     * Uses TLS on TCP, set up by Reactor Netty.
     *
     * @param provider as for Reactor Netty's {@code TcpClient}
     * @return a changed copy
     */
    public MuxClient secure(SslProvider provider) {
        return new MuxClient(plan.with(Objects.requireNonNull(provider, "provider")));
    }

    /**
     * Insists on a transport. Without this it is epoll, kqueue or io_uring, the first that is there, else NIO.
     *
     * @param wanted any but {@link Transport#MEMORY}; {@link #connect} fails where it is not there
     * @return a changed copy
     */
    public MuxClient transport(Transport wanted) {
        return new MuxClient(plan.with(Objects.requireNonNull(wanted)));
    }

    /**
     * Sets what this side accepts and how long it waits.
     *
     * @param changed in place of {@link MuxOptions#defaults()}
     * @return a changed copy
     */
    public MuxClient options(MuxOptions changed) {
        return new MuxClient(plan.with(plan.terms().with(changed)));
    }

    /**
     * Serves the channels without a name that the server opens on this connection.
     *
     * @param handler for them
     * @return a changed copy
     */
    public MuxClient handle(MuxHandler handler) {
        return new MuxClient(plan.with(plan.terms().with(handler)));
    }

    /**
     * Serves the channels of a name that the server opens on this connection.
     *
     * @param name the channels' name
     * @param handler for them
     * @return a changed copy
     */
    public MuxClient handle(String name, MuxHandler handler) {
        return new MuxClient(plan.with(plan.terms().with(name, handler)));
    }

    /**
     * Finds the handlers of names that are not known beforehand. A handler that was set for a name comes first.
     *
     * @param router asked for each channel that the server opens by a name without a handler; the one set last decides
     * @return a changed copy
     */
    public MuxClient route(MuxRouter router) {
        return new MuxClient(plan.with(plan.terms().routedBy(router)));
    }

    /**
     * Decides whether the server is listened to, so that a stranger who took the path finds nobody to deceive. If it is not,
     * {@link #connect} fails with {@link org.reactivemux.ErrorCode#UNAUTHORISED}. See {@link PeerAuthoriser} for the thread
     * and for what cancels it.
     *
     * @param deciding asked for each connection; by default every server is listened to
     * @return a changed copy
     */
    public MuxClient authorise(PeerAuthoriser deciding) {
        return new MuxClient(plan.with(plan.terms().guardedBy(deciding)));
    }

    /**
     * Lets an observer look on at the connections that are made from now on, such as meters or traces do. Nobody does by
     * default.
     *
     * @param observer beside those there are
     * @return a changed copy
     */
    public MuxClient observe(MuxObserver observer) {
        return new MuxClient(plan.with(plan.terms().observedBy(observer)));
    }

    /**
     * Customises what lies beneath, such as socket options or the connect time-out.
     *
     * @param customizer changes Reactor Netty's client just before it connects
     * @return a changed copy
     */
    public MuxClient beneath(UnaryOperator<TcpClient> customizer) {
        return new MuxClient(plan.with(Objects.requireNonNull(customizer)));
    }

    /**
     * Connects, finds out what the server speaks, and waits until it listens.
     *
     * <p>Lazy: each subscription makes a connection of its own. Cancelling before it is there closes it. Emits on the
     * connection's event loop. Where a server's queue of waiting clients is full, this tries again for as long as
     * {@link MuxOptions#handshakeTimeout()}, which is also how long a host may take to accept a TCP connection; it then
     * starts anew for the handshake itself.
     *
     * @return the connection, ready for channels; or an {@link org.reactivemux.EndpointException} if there is no way to
     *     the server, a {@link org.reactivemux.ConnectionException} if the server ended it again, or an
     *     IllegalStateException if there is no address
     */
    public Mono<MuxConnection> connect() {
        return plan.dial(all -> all);
    }

    /**
     * A connection that re-establishes itself, as {@link #reconnect(ReconnectOptions)} describes it, with the
     * {@link ReconnectOptions#defaults() defaults}.
     *
     * @return the connection
     */
    public MuxConnection reconnect() {
        return reconnect(ReconnectOptions.defaults());
    }

    /**
     * As {@link #reconnect(ReconnectOptions)}, with other attempts than the defaults'.
     *
     * @param retry when a failed attempt to connect is followed by another
     * @return the connection
     */
    public MuxConnection reconnect(Retry retry) {
        return reconnect(ReconnectOptions.defaults().retry(retry));
    }

    /**
     * A connection that re-establishes itself when it is used, or several of them behind one.
     *
     * <p>Lazy: nothing is connected before the first subscription to an {@code open}, {@code exchange} or {@code request}.
     * One that finds no connection waits until there is one; all who wait share the attempts, and whoever cancels waits no
     * more. With one connection, the attempts end with the last of them; of several, each that is missing is made in the
     * background as soon as any is used, and those that are there are used meanwhile. When the {@code Retry} allows no more
     * attempts, whoever waits fails with the last failure, and the next use begins anew.
     *
     * <p>Nothing is ever sent twice. What was under way when a connection broke fails, and
     * {@link org.reactivemux.MuxException#retrySafe()} tells whether the server may have seen it; who wants to repeat it
     * subscribes again, such as by {@code retryWhen}. When the server goes away, its connection finishes what is open on it,
     * and new channels go to a new connection; only one that was opened in the same moment fails, as refused and safe to
     * retry.
     *
     * <p>Of the result's methods mean
     *
     * <ul>
     *   <li>{@code onClose}: completes when {@code dispose} or {@code shutdown} has ended it and the socket of every
     *       connection that there was is done with; one that was still being made is given up and not waited for. A connection
     *       that is lost does not end it; {@link ReconnectOptions#onEvent} tells of that.
     *   <li>{@code peer}: who is at the other end of the connection made last, of several of the first that has had one;
     *       IllegalStateException before there was any
     *   <li>{@code snapshot}: the channels that are open now, on connections that go away too, and the sums of the figures
     *       of all connections so far
     *   <li>{@code logFrames}: of the connections that there are, and of those that will be made once they are established
     *   <li>{@code shutdown}: from its subscription on nothing is connected or opened any more, and whoever waits for a
     *       connection fails, and not as {@linkplain org.reactivemux.MuxException#retrySafe() safe to retry}, for that would be
     *       in vain; the first call's period counts
     *   <li>{@code dispose}: the same, but now, also in the middle of a shutdown
     *   <li>{@code isDisposed}: true from the moment that either was called
     * </ul>
     *
     * <p>{@linkplain #observe Observers} are told of each connection behind it, and decorate it as a whole, once. A
     * channel's {@code connection()} is the one that carries it. The client's handlers serve what the server opens on any
     * of them.
     *
     * @param how attempts, number of connections, and who is told of events
     * @return the connection
     */
    public MuxConnection reconnect(ReconnectOptions how) {
        boolean several = how.connections() > 1;
        int first = ThreadLocalRandom.current().nextInt(Short.MAX_VALUE); // clients differ in the loops they begin with
        ClientPlan behind = plan.with(plan.terms().behindAnother());
        return plan.terms()
                .decorate(new Lines(
                        how,
                        number -> behind.dial(loops -> several ? loops.only(first + number) : loops)
                                .cast(Connection.class), // nobody puts anything before it
                        () -> EventLoops.of(plan.transport()).transport()));
    }
}
