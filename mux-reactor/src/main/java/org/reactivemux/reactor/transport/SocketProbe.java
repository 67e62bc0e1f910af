package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/**
 * Finds out whether a path is free for a server. Only a socket whose kernel says "connection refused" was left behind
 * by a server that is gone; everything else is somebody's and stays. A live server sees the question as a connection
 * that closes at once.
 */
final class SocketProbe {
    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private SocketProbe() {}

    /**
     * Whether a stale socket lies at the path, which may be removed.
     *
     * @return false if nothing lies there
     * @throws EndpointException if anything else lies there, or if nobody can tell
     */
    static boolean findsStale(Path path, PrivateDirectory scratch) {
        try {
            return existsAsSocket(path) && refuses(path, scratch.probe());
        } catch (IOException e) {
            throw EndpointErrors.cannot("find out what lies at " + path, e);
        }
    }

    // A regular file or a pipe refuses connections too, so the type is looked at first.
    private static boolean existsAsSocket(Path path) throws IOException {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((mode & FILE_TYPE) != SOCKET) {
                String message = "%s is not a socket; it was left as it is".formatted(path);
                throw new EndpointException(Reason.NOT_A_SOCKET, message, null);
            }
            return true;
        } catch (NoSuchFileException free) {
            return false;
        }
    }

    // Through a symbolic link, because the path may be longer than the JDK's transport takes; a hard link would not do,
    // for the kernel refuses one to a socket of another user. Without blocking, because a full queue blocks.
    private static boolean refuses(Path path, Path link) throws IOException {
        Files.createSymbolicLink(link, Path.of("..", String.valueOf(path.getFileName())));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            return refuses(channel, UnixDomainSocketAddress.of(link), path);
        } finally {
            Files.delete(link);
        }
    }

    private static boolean refuses(SocketChannel channel, UnixDomainSocketAddress address, Path path)
            throws IOException {
        try {
            channel.connect(address);
            throw inUse(path, null);
        } catch (ConnectException refused) {
            return true;
        } catch (BindException denied) { // what the JDK makes of EACCES
            throw EndpointErrors.forbidden("ask whether a server listens on " + path, denied);
        } catch (SocketException other) { // its queue is full, or it is of another kind; or it has just gone
            if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw inUse(path, other);
        }
    }

    private static EndpointException inUse(Path path, @Nullable IOException cause) {
        return new EndpointException(Reason.IN_USE, "a server already listens on " + path, cause);
    }
}
