package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Transport;
import org.reactivemux.reactor.MuxServer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server of the application.
 *
 * @param enabled whether there is a server, if it has an address.
 * @param addresses where it listens, such as unix:/run/app/mux.sock, unix:@app or tcp://localhost:7000; without one there is no server.
 * @param mode who may connect to the socket files, as ls writes permissions.
 * @param maxConnections the most connections at a time.
 * @param ssl who it is on its TCP addresses, and whom it lets in there.
 * @param transport what moves the bytes; by default the first of epoll, kqueue and io_uring that is there, else NIO.
 * @param shutdownGrace how long open channels may go on when the application stops; by default
 *     spring.lifecycle.timeout-per-shutdown-phase.
 * @param options what the server accepts on each connection, and how long it waits.
 */
@ConfigurationProperties(MuxServerProperties.PREFIX)
public record MuxServerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> addresses,
        @DefaultValue(MuxServer.DEFAULT_MODE) String mode,

        @DefaultValue("" + MuxServer.DEFAULT_MAX_CONNECTIONS)
        int maxConnections,

        @NestedConfigurationProperty @DefaultValue ServerSslProperties ssl,
        @Nullable Transport transport,
        @Nullable Duration shutdownGrace,
        @NestedConfigurationProperty @DefaultValue MuxOptionsProperties options) {

    static final String PREFIX = "mux.server";

    MuxServer configured(TlsBundles bundles) {
        MuxServer server = MuxServer.create().options(options.toOptions(PREFIX + ".options"));
        server = PropertyCheck.set(server, MuxServer::mode, PREFIX + ".mode", mode);
        server = PropertyCheck.set(server, MuxServer::maxConnections, PREFIX + ".max-connections", maxConnections);
        server = transport == null ? server : server.transport(transport);
        server = ssl.addedTo(server, bundles, PREFIX + ".ssl");
        for (int i = 0; i < addresses.size(); i++) {
            String property = "%s.addresses[%d]".formatted(PREFIX, i);
            server = PropertyCheck.set(server, AddressProperty::listen, property, addresses.get(i));
        }
        return server;
    }
}
