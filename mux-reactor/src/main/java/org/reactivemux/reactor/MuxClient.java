package org.reactivemux.reactor;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxObserver;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Terms;
import org.reactivemux.reactor.transport.Connector;
import org.reactivemux.reactor.transport.EventLoops;
import org.reactivemux.reactor.transport.UnixAddress;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.TcpClient;

/**
 * Connects to a server. Immutable: each method returns a changed copy, so one client may be kept and varied.
 *
 * <pre>{@code
 * MuxConnection mux = MuxClient.create().unix("/run/app/mux.sock").connect().block();
 * mux.exchange("echo", Flux.just(hello, world)).limitRate(32).subscribe(this::onReply);
 * }</pre>
 */
public final class MuxClient {
    private static final MuxClient DEFAULT = new MuxClient(null, null, Terms.DEFAULT, UnaryOperator.identity());

    private final @Nullable UnixAddress address;
    private final @Nullable Transport transport;
    private final Terms terms;
    private final UnaryOperator<TcpClient> customizer;

    private MuxClient(
            @Nullable UnixAddress address,
            @Nullable Transport transport,
            Terms terms,
            UnaryOperator<TcpClient> customizer) {
        this.address = address;
        this.transport = transport;
        this.terms = terms;
        this.customizer = customizer;
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
     */
    public MuxClient unix(String path) {
        return new MuxClient(UnixAddress.of(path), transport, terms, customizer);
    }

    /**
     * Connects to a Unix domain socket.
     *
     * @param path the server's path
     * @return a changed copy
     */
    public MuxClient unix(Path path) {
        return new MuxClient(UnixAddress.of(path), transport, terms, customizer);
    }

    /**
     * Insists on a transport. Without this it is epoll, kqueue or io_uring, the first that is there, else NIO.
     *
     * @param wanted any but {@link Transport#MEMORY}
     * @return a changed copy
     */
    public MuxClient transport(Transport wanted) {
        return new MuxClient(address, Objects.requireNonNull(wanted), terms, customizer);
    }

    /**
     * Sets what this side accepts and how long it waits.
     *
     * @param changed in place of {@link MuxOptions#defaults()}
     * @return a changed copy
     */
    public MuxClient options(MuxOptions changed) {
        return new MuxClient(address, transport, terms.with(changed), customizer);
    }

    /**
     * Serves the channels without a name that the server opens on this connection.
     *
     * @param handler for them
     * @return a changed copy
     */
    public MuxClient handle(MuxHandler handler) {
        return new MuxClient(address, transport, terms.with(handler), customizer);
    }

    /**
     * Serves the channels of a name that the server opens on this connection.
     *
     * @param name the channels' name
     * @param handler for them
     * @return a changed copy
     */
    public MuxClient handle(String name, MuxHandler handler) {
        return new MuxClient(address, transport, terms.with(name, handler), customizer);
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
        return new MuxClient(address, transport, terms.guardedBy(deciding), customizer);
    }

    /**
     * Lets an observer look on at the connections that are made from now on, such as meters or traces do. Nobody does by
     * default.
     *
     * @param observer beside those there are
     * @return a changed copy
     */
    public MuxClient observe(MuxObserver observer) {
        return new MuxClient(address, transport, terms.observedBy(observer), customizer);
    }

    /**
     * Customises what lies beneath, such as socket options or the connect time-out.
     *
     * @param customizer changes Reactor Netty's client just before it connects
     * @return a changed copy
     */
    public MuxClient beneath(UnaryOperator<TcpClient> customizer) {
        return new MuxClient(address, transport, terms, Objects.requireNonNull(customizer));
    }

    /**
     * Connects, finds out what the server speaks, and waits until it listens.
     *
     * <p>Lazy: each subscription makes a connection of its own. Cancelling before it is there closes it. Emits on the
     * connection's event loop. Where a server's queue of waiting clients is full, this tries again for as long as
     * {@link MuxOptions#handshakeTimeout()}, which then starts anew for the handshake itself.
     *
     * @return the connection, ready for channels; or an {@link org.reactivemux.EndpointException} if there is no way to
     *     the server, or a {@link org.reactivemux.ConnectionException} if the server ended it again
     */
    public Mono<MuxConnection> connect() {
        UnixAddress to = address;
        if (to == null) {
            return Mono.error(new IllegalStateException("the client has no address; unix(path) sets one"));
        }
        return Mono.defer(() -> Connector.connect(
                to,
                EventLoops.of(transport),
                customizer,
                terms.options().handshakeTimeout(),
                wire -> new Connection(Role.INITIATOR, terms, wire)));
    }
}
