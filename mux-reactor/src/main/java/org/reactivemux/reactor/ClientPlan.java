package org.reactivemux.reactor;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Role;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Terms;
import org.reactivemux.reactor.transport.Address;
import org.reactivemux.reactor.transport.Connector;
import org.reactivemux.reactor.transport.EventLoops;
import reactor.core.publisher.Mono;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.TcpClient;

/** Where a client connects to, by which way and on which terms; and how it comes to be connected. */
record ClientPlan(
        @Nullable Address address,
        @Nullable SslProvider tls,
        @Nullable Transport transport,
        Terms terms,
        UnaryOperator<TcpClient> customizer) {

    static final ClientPlan EMPTY = new ClientPlan(null, null, null, Terms.DEFAULT, UnaryOperator.identity());

    ClientPlan with(Address changed) {
        return new ClientPlan(changed, tls, transport, terms, customizer);
    }

    ClientPlan with(SslProvider changed) {
        return new ClientPlan(address, changed, transport, terms, customizer);
    }

    ClientPlan with(Transport changed) {
        return new ClientPlan(address, tls, changed, terms, customizer);
    }

    ClientPlan with(Terms changed) {
        return new ClientPlan(address, tls, transport, changed, customizer);
    }

    ClientPlan with(UnaryOperator<TcpClient> changed) {
        return new ClientPlan(address, tls, transport, terms, changed);
    }

    /**
     * A connection over one of the event loops that were chosen. Lazy: each subscription makes one; cancelling before it is
     * there closes it.
     */
    Mono<MuxConnection> dial(UnaryOperator<EventLoops> choosing) {
        Address to = address;
        if (to == null) {
            return Mono.error(
                    new IllegalStateException("the client has no address; unix(path) or tcp(host, port) sets one"));
        }
        return Mono.defer(() -> Connector.connect(
                to,
                choosing.apply(EventLoops.of(transport)),
                beneath(to),
                terms.options().handshakeTimeout(),
                wire -> new Connection(Role.INITIATOR, terms, wire)));
    }

    /** What is on this machine needs no TLS: the kernel is the wire. */
    private UnaryOperator<TcpClient> beneath(Address to) {
        SslProvider provider = tls;
        return provider != null && to instanceof Address.Tcp
                ? client -> customizer.apply(client.secure(provider))
                : customizer;
    }
}
