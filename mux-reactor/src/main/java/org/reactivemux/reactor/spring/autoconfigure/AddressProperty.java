package org.reactivemux.reactor.spring.autoconfigure;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;

/**
 * An address as properties have it: {@code unix:/run/app/mux.sock}, or {@code unix:@app} for an abstract name, for both of
 * which {@code unix:} may be left out, and {@code tcp://host:port}.
 */
sealed interface AddressProperty {
    /** Not as java.net.URI has it, which takes no host with an underscore, and more than a host and a port. */
    Pattern TCP = Pattern.compile("tcp://(?:\\[(?<six>[^\\[\\]\\s]+)]|(?<host>[^\\[\\]:/?#@\\s]+)):(?<port>\\d{1,5})");

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
        Matcher address = TCP.matcher(text);
        if (!address.matches()) {
            throw new IllegalArgumentException("a TCP address is tcp://host:port");
        }
        String host = Objects.requireNonNullElse(address.group("six"), address.group("host"));
        return new Tcp(host, Integer.parseInt(address.group("port")));
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
