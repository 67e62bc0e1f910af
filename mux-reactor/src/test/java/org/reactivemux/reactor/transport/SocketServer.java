package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A server on the JDK's own sockets, which takes every step that a transport takes, and leaves its file alone. */
record SocketServer(SocketFile file, ServerSocketChannel channel) implements AutoCloseable {
    static final PathLimit NIO = new PathLimit("nio", 106);
    static final PathLimit IO_URING = new PathLimit("io_uring", 108);

    static SocketServer start(Path target) throws IOException {
        return start(target, NIO, SocketFile.DEFAULT_MODE);
    }

    static SocketServer start(Path target, PathLimit limit, Set<PosixFilePermission> mode) throws IOException {
        SocketServer server = bind(SocketFile.prepare(target, limit, mode));
        try {
            server.file.publish();
            return server;
        } catch (RuntimeException e) {
            server.channel.close();
            throw e;
        }
    }

    /** Bound and listening, but not at its target yet. */
    static SocketServer bind(SocketFile file) throws IOException {
        return new SocketServer(file, listen(file.bindPath(), 50));
    }

    /** A bare socket, as other programs have. */
    static ServerSocketChannel listen(Path path, int backlog) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.configureBlocking(false);
        return channel.bind(UnixDomainSocketAddress.of(path), backlog);
    }

    /** What a killed server leaves behind. */
    static void leaveStale(Path path) throws IOException {
        listen(path, 1).close();
    }

    /** Connects until a server has no place left for more. */
    static List<SocketChannel> fillQueue(Path path) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        while (true) {
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
            clients.add(client);
            client.configureBlocking(false);
            try {
                client.connect(UnixDomainSocketAddress.of(path));
            } catch (SocketException full) {
                return clients;
            }
        }
    }

    /** Whether a client that connects to the path reaches this server. */
    boolean answersAt(Path path) throws IOException {
        return answersAt(channel, path);
    }

    static boolean answersAt(ServerSocketChannel server, Path path) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            for (SocketChannel accepted = server.accept(); accepted != null; accepted = server.accept()) {
                boolean ours = !closedByPeer(accepted);
                accepted.close();
                if (ours) {
                    return client.isConnected();
                }
            }
            return false;
        }
    }

    // Probes came and went before; the client of the moment is the one that is still there.
    private static boolean closedByPeer(SocketChannel accepted) throws IOException {
        accepted.configureBlocking(false);
        return accepted.read(ByteBuffer.allocate(1)) < 0;
    }

    /** In good order. */
    @Override
    public void close() throws IOException {
        file.release();
        channel.close();
    }
}
