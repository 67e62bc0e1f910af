package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;

/**
 * An address as properties have it: {@code unix:/run/app/mux.sock}, or {@code unix:@app} for an abstract name; for both,
 * {@code unix:} may be left out.
 *
 * @param path of the socket, or its abstract name
 */
record AddressProperty(String path) {
    private static final String UNIX = "unix:";

    static AddressProperty of(String text) {
        if (text.startsWith(UNIX) && text.length() > UNIX.length()) {
            return new AddressProperty(text.substring(UNIX.length()));
        }
        if (text.startsWith("/") || text.startsWith("@")) {
            return new AddressProperty(text);
        }
        throw new IllegalArgumentException("an address is unix:/path or unix:@name");
    }

    static MuxServer listen(MuxServer server, String text) {
        return server.unix(of(text).path());
    }

    static MuxClient connect(MuxClient client, String text) {
        return client.unix(of(text).path());
    }
}
