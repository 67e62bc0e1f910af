package org.reactivemux.reactor.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Transport;
import org.reactivemux.reactor.Balancing;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.ReconnectOptions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The client of the application.
 *
 * @param enabled whether there is a client, if it has an address.
 * @param address of the server, such as unix:/run/app/mux.sock, unix:@app or tcp://localhost:7000; without it there is no
 *     client.
 * @param connections how many there are behind the one, so that more than one core can be used.
 * @param balancing which of several connections a channel is opened on.
 * @param reconnect when a failed attempt to connect is followed by another.
 * @param ssl whom it trusts at a TCP address, and who it is.
 * @param transport what moves the bytes; by default the first of epoll, kqueue and io_uring that is there, else NIO.
 * @param shutdownGrace how long open channels may go on when the application has stopped using the connection.
 * @param options what the client accepts on the connection, and how long it waits.
 */
@ConfigurationProperties(MuxClientProperties.PREFIX)
public record MuxClientProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String address,
        @DefaultValue("1") int connections,
        @DefaultValue("round-robin") Balancing balancing,
        @NestedConfigurationProperty @DefaultValue ReconnectProperties reconnect,
        @NestedConfigurationProperty @DefaultValue ClientSslProperties ssl,
        @Nullable Transport transport,
        @DefaultValue("1s") Duration shutdownGrace,
        @NestedConfigurationProperty @DefaultValue MuxOptionsProperties options) {

    static final String PREFIX = "mux.client";

    MuxClient configured(TlsBundles bundles) {
        MuxClient client = MuxClient.create().options(options.toOptions(PREFIX + ".options"));
        client = ssl.addedTo(client, bundles, PREFIX + ".ssl");
        if (transport != null) {
            client = client.transport(transport);
        }
        if (address != null) {
            client = PropertyCheck.set(client, AddressProperty::connect, PREFIX + ".address", address);
        }
        return client;
    }

    ReconnectOptions reconnecting() {
        return PropertyCheck.set(
                ReconnectOptions.defaults().retry(reconnect.toRetry(PREFIX + ".reconnect")),
                (how, number) -> how.connections(number, balancing),
                PREFIX + ".connections",
                connections);
    }
}
