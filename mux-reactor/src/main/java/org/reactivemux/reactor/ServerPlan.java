package org.reactivemux.reactor;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Terms;
import org.reactivemux.reactor.transport.Address;
import org.reactivemux.reactor.transport.EventLoops;
import org.reactivemux.reactor.transport.Handover;
import org.reactivemux.reactor.transport.Handshakes;
import org.reactivemux.reactor.transport.Listener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.TcpServer;

/** Where a server listens, who may connect there and on which terms; and how it comes to listen. */
record ServerPlan(
        List<Endpoint> endpoints,
        Set<PosixFilePermission> mode,
        @Nullable SslProvider tls,
        @Nullable Transport transport,
        int maxConnections,
        Terms terms,
        UnaryOperator<TcpServer> customizer) {

    static final ServerPlan EMPTY = new ServerPlan(
            List.of(),
            PosixFilePermissions.fromString(MuxServer.DEFAULT_MODE),
            null,
            null,
            MuxServer.DEFAULT_MAX_CONNECTIONS,
            Terms.DEFAULT,
            UnaryOperator.identity());

    /** An address, with what holds for it alone. */
    record Endpoint(Address address, @Nullable PeerAuthoriser authoriser) {}

    ServerPlan with(Endpoint more) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        all.add(more);
        return new ServerPlan(List.copyOf(all), mode, tls, transport, maxConnections, terms, customizer);
    }

    ServerPlan with(Set<PosixFilePermission> changed) {
        return new ServerPlan(endpoints, changed, tls, transport, maxConnections, terms, customizer);
    }

    ServerPlan with(SslProvider changed) {
        return new ServerPlan(endpoints, mode, changed, transport, maxConnections, terms, customizer);
    }

    ServerPlan with(Transport changed) {
        return new ServerPlan(endpoints, mode, tls, changed, maxConnections, terms, customizer);
    }

    ServerPlan withMost(int connections) {
        return new ServerPlan(endpoints, mode, tls, transport, connections, terms, customizer);
    }

    ServerPlan with(Terms changed) {
        return new ServerPlan(endpoints, mode, tls, transport, maxConnections, changed, customizer);
    }

    ServerPlan with(UnaryOperator<TcpServer> changed) {
        return new ServerPlan(endpoints, mode, tls, transport, maxConnections, terms, changed);
    }

    /** As {@link MuxServer#bind}. */
    Mono<MuxBinding> bind() {
        if (endpoints.isEmpty()) {
            return Mono.error(
                    new IllegalStateException("the server has no address; unix(path) or tcp(host, port) sets one"));
        }
        return Mono.defer(() -> {
            endpoints.forEach(this::keepStrangersOut);
            Connections connections = new Connections();
            EventLoops loops = EventLoops.of(transport);
            return Flux.fromIterable(endpoints)
                    .concatMap(endpoint -> listen(endpoint, loops, connections))
                    .then(Mono.fromSupplier(() -> (MuxBinding) new ServerBinding(connections)))
                    .onErrorResume(
                            failure -> connections.abandon().onErrorComplete().then(Mono.error(failure)))
                    .transform(Handover.orElse(
                            () -> connections.abandon().onErrorComplete().subscribe()));
        });
    }

    /** Nobody is to find out later that all the world could connect. */
    private void keepStrangersOut(Endpoint endpoint) {
        boolean open = endpoint.address() instanceof Address.Tcp && tls == null;
        if (open && endpoint.authoriser() == null && terms.authoriser() == null) {
            throw new IllegalStateException(
                    "nothing keeps strangers from %s: secure(...) lets in those with a certificate, authorise(...) those whom you choose, and PeerAuthoriser.anyone() is everybody"
                            .formatted(endpoint.address()));
        }
    }

    private Mono<Listener> listen(Endpoint endpoint, EventLoops loops, Connections connections) {
        Terms here = termsFor(endpoint);
        Places places = new Places(maxConnections);
        return Listener.bind(
                endpoint.address(),
                mode,
                loops,
                beneath(endpoint.address()),
                new Handshakes(maxConnections, terms.options().handshakeTimeout()),
                wire -> connections.track(new Connection(Role.ACCEPTOR, here, wire), places),
                connections::listening);
    }

    private Terms termsFor(Endpoint endpoint) {
        PeerAuthoriser own = endpoint.authoriser();
        if (own != null) {
            return terms.guardedBy(own);
        }
        if (terms.authoriser() != null || endpoint.address() instanceof Address.File) {
            return terms;
        }
        return terms.guardedBy(
                endpoint.address() instanceof Address.Abstract
                        ? PeerAuthoriser.sameUser()
                        : PeerAuthoriser.certified());
    }

    /** What is on this machine needs no TLS: the kernel is the wire. */
    private UnaryOperator<TcpServer> beneath(Address address) {
        SslProvider provider = tls;
        return provider != null && address instanceof Address.Tcp
                ? server -> customizer.apply(server.secure(provider))
                : customizer;
    }
}
