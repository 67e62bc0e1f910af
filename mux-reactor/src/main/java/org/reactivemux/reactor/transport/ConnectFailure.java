package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/**
 * Says in one line why a connection could not be made. The transports word the same failure differently, and epoll
 * leaves the words out of some, so what lies at the path is looked at too.
 */
final class ConnectFailure {
    /** The part of a file's mode that tells its kind, and the kind of a socket. */
    private static final int KIND = 0170000;

    private static final int SOCKET = 0140000;

    private ConnectFailure() {}

    static Throwable explain(Address address, Throwable failure) {
        if (address instanceof Address.Tcp tcp) {
            return TcpFailure.explain(tcp, failure);
        }
        if (!(failure instanceof IOException)) {
            return failure;
        }
        String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (words.contains("ermission denied")) {
            return denied(address, failure);
        }
        if (words.contains("temporarily unavailable")) {
            String text = "the server at %s is busy: its backlog stayed full".formatted(address);
            return new EndpointException(Reason.BUSY, text, failure);
        }
        return address instanceof Address.File file
                ? byLookingAt(file.path(), words, failure)
                : noServer(address, failure);
    }

    private static EndpointException byLookingAt(Path path, String words, Throwable failure) {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode");
            if ((mode & KIND) != SOCKET) {
                return new EndpointException(Reason.NOT_A_SOCKET, "not a socket: " + path, failure);
            }
            return words.contains("refused")
                    ? noServer(Address.unix(path), failure)
                    : new EndpointException(Reason.OTHER, "cannot connect to %s: %s".formatted(path, words), failure);
        } catch (NoSuchFileException absent) {
            return missing(path, failure);
        } catch (AccessDeniedException denied) {
            return denied(Address.unix(path), failure);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return new EndpointException(Reason.OTHER, "cannot connect to %s: %s".formatted(path, words), failure);
        }
    }

    private static EndpointException missing(Path path, Throwable failure) {
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(parent)) {
            return new EndpointException(Reason.NO_SUCH_DIRECTORY, "no such directory: " + parent, failure);
        }
        return new EndpointException(Reason.NO_SERVER, "no server: there is no " + path, failure);
    }

    private static EndpointException noServer(Address address, Throwable failure) {
        return new EndpointException(Reason.NO_SERVER, "no server listens on " + address, failure);
    }

    private static EndpointException denied(Address address, Throwable failure) {
        String text = "permission denied: cannot connect to " + address;
        return new EndpointException(Reason.PERMISSION_DENIED, text, failure);
    }
}
