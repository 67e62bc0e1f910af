package org.reactivemux.reactor;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** The JDK's own socket at the other end, which says nothing, or no more than hello, and only listens. */
final class SilentPeer implements AutoCloseable {
    /** The acceptor's hello of Annex A in docs/protocol.md: version 1 and the role. */
    private static final byte[] HELLO =
            HexFormat.of().parseHex("53530000000006800000000bebc09f31" + "0001000200010002000102");

    private final SocketChannel socket;

    private SilentPeer(SocketChannel socket) {
        this.socket = socket;
    }

    static SilentPeer connect(Path path) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(path));
        return new SilentPeer(socket);
    }

    /** Hears the other side out. */
    ByteBuffer everythingUntilTheEnd() throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(65_536);
        socket.configureBlocking(false);
        do {
            await(socket);
        } while (socket.read(heard) >= 0);
        return heard.flip();
    }

    /** Hears nothing any more, be it that the other side has ended or that the kernel has reset the connection. */
    void awaitEnd() {
        try {
            everythingUntilTheEnd();
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static void await(SelectableChannel channel) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.register(selector, channel.validOps() & (OP_READ | OP_ACCEPT));
            assertThat(selector.select(PATIENCE.toMillis()))
                    .as("something comes on %s", channel)
                    .isEqualTo(1);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Accepts clients and has nothing to tell them. */
    static final class Server implements AutoCloseable {
        private final Path path;
        private final ServerSocketChannel socket;

        Server(Path path) throws IOException {
            this(path, 0); // the JDK's own choice
        }

        private Server(Path path, int backlog) throws IOException {
            this.path = path;
            this.socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            socket.bind(UnixDomainSocketAddress.of(path), backlog);
            socket.configureBlocking(false);
        }

        /** One that has room for two who wait. */
        static Server withShortBacklog(Path path) throws IOException {
            return new Server(path, 1);
        }

        SilentPeer accept() throws IOException {
            await(socket);
            return new SilentPeer(socket.accept());
        }

        /** Accepts a client and says hello to it, after which it is connected. */
        SilentPeer greet() throws IOException {
            SilentPeer peer = accept();
            peer.socket.write(ByteBuffer.wrap(HELLO));
            return peer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
            Files.deleteIfExists(path);
        }
    }
}
