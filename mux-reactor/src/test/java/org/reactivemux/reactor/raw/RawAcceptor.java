package org.reactivemux.reactor.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/** A listening Unix socket whose connections are raw peers. */
public final class RawAcceptor implements AutoCloseable {
    private final ServerSocketChannel listener;

    public RawAcceptor(Path path) {
        try {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a connection. */
    public RawPeer accept() {
        try {
            return RawPeer.listeningTo(listener.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
