package org.reactivemux.reactor.spring.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;

/**
 * An address as properties have it: {@code unix:/run/app/mux.sock}, or {@code unix:@app} for an abstract name, for both of
 * which {@code unix:} may be left out, and {@code tcp://host:port}.
 */
sealed interface AddressProperty {

    /** A socket's path, or its abstract name. */
    record Unix(String path) implements AddressProperty {}

    /** A port of a host. */
    record Tcp(String host, int port) implements AddressProperty {}

    static AddressProperty of(String text) {
        if (text.startsWith("/") || text.startsWith("@")) {
            return new Unix(text);
        }
        if (text.startsWith("unix:") && text.length() > "unix:".length()) {
            return new Unix(text.substring("unix:".length()));
        }
        if (text.startsWith("tcp:")) {
            return tcp(text);
        }
        throw new IllegalArgumentException("an address is unix:/path, unix:@name or tcp://host:port");
    }

    private static AddressProperty tcp(String text) {
        try {
            URI address = new URI(text);
            String host = address.getHost();
            if (host != null && address.getPort() >= 0 && address.getRawPath().isEmpty()) {
                return new Tcp(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, address.getPort());
            }
        } catch (URISyntaxException nonsense) {
            throw new IllegalArgumentException("a TCP address is tcp://host:port", nonsense);
        }
        throw new IllegalArgumentException("a TCP address is tcp://host:port");
    }

    static MuxServer listen(MuxServer server, String text) {
        AddressProperty address = of(text);
        if (address instanceof Tcp tcp) {
            return server.tcp(tcp.host(), tcp.port());
        }
        return server.unix(((Unix) address).path());
    }

    static MuxClient connect(MuxClient client, String text) {
        AddressProperty address = of(text);
        if (address instanceof Tcp tcp) {
            return client.tcp(tcp.host(), tcp.port());
        }
        return client.unix(((Unix) address).path());
    }
}
