package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/**
 * The file of a server's Unix socket, from before it is bound until after it is closed. Transports delete what lies at
 * the path they bind, before or after, so none ever sees the path that the user wrote:
 *
 * <pre>
 *   prepare()   a private directory beside the target
 *               the transport binds and listens at bindPath(), which is in it
 *   publish()   the mode is set, a stale socket at the target removed, the socket linked to the target,
 *               and the private directory removed
 *   release()   the target is removed if it is still this socket
 *               the transport closes
 * </pre>
 *
 * <p>All of it is blocking file IO. Every failure is an {@link EndpointException}. May be used from any thread.
 */
final class SocketFile {
    /** Nobody but the owner connects, for which it takes the right to write. */
    static final Set<PosixFilePermission> DEFAULT_MODE = Set.copyOf(PosixFilePermissions.fromString("rw-------"));

    private enum State {
        PREPARED,
        PUBLISHED,
        RELEASED
    }

    private final Path target;
    private final Set<PosixFilePermission> mode;
    private final PrivateDirectory privateDirectory;
    private State state = State.PREPARED;
    private @Nullable FileId published;

    private SocketFile(Path target, Set<PosixFilePermission> mode, PrivateDirectory privateDirectory) {
        this.target = target;
        this.mode = Set.copyOf(mode);
        this.privateDirectory = privateDirectory;
    }

    /**
     * Checks the target and creates a private directory beside it. What lies at the target is not looked at yet.
     *
     * @param target where clients will connect
     * @param limit what the transport in use can bind
     * @param mode who may connect; in force from the first moment that the target exists, whatever the umask
     * @return to be released in the end, whether it was published or not
     */
    static SocketFile prepare(Path target, PathLimit limit, Set<PosixFilePermission> mode) {
        checkFileSystem(target);
        limit.check(target);
        limit.checkPrivateName(PrivateDirectory.exampleOfSocket(target), target);
        checkDirectory(target);
        return new SocketFile(target, mode, PrivateDirectory.beside(target));
    }

    /** Where clients connect: the path as the user wrote it. */
    Path target() {
        return target;
    }

    /** Where the transport binds. Gone once the file is published; a transport that deletes it then finds nothing. */
    Path bindPath() {
        return privateDirectory.socket();
    }

    /**
     * Puts the socket to its target. The transport must listen already, for until then the socket looks stale to
     * others. Nothing private is left afterwards, whether it succeeds or fails. A server or file that was found at the
     * target is as it was.
     */
    synchronized void publish() {
        if (state != State.PREPARED) {
            throw new EndpointException(Reason.OTHER, "%s was %s before".formatted(target, describe(state)), null);
        }
        state = State.RELEASED; // unless all goes well
        try (privateDirectory) {
            FileId socket = restrict();
            StartLock.holding(target, privateDirectory, StartLock.PATIENCE, () -> {
                removeStale();
                link();
                published = socket;
                state = State.PUBLISHED;
            });
        }
    }

    /**
     * Removes the target if it is still this socket, and whatever else is left. Belongs before the transport's close:
     * as long as it listens nobody else takes the target for stale. Has no effect a second time.
     */
    synchronized void release() {
        state = State.RELEASED;
        privateDirectory.close();
        FileId ours = published;
        if (ours != null && isAtTarget(ours)) {
            try (PrivateDirectory scratch = PrivateDirectory.beside(target)) {
                StartLock.holding(target, scratch, StartLock.PATIENCE, () -> removeOnly(ours));
            }
        }
        published = null;
    }

    @Override
    public String toString() {
        return target.toString();
    }

    private static void checkFileSystem(Path target) {
        if (!target.getFileSystem().equals(FileSystems.getDefault())
                || !target.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            String message = "the file system of %s has no Unix permissions and sockets".formatted(target);
            throw new EndpointException(Reason.UNSUPPORTED, message, null);
        }
        Path name = target.getFileName();
        if (name == null || name.toString().isEmpty()) {
            throw new EndpointException(Reason.OTHER, "the path '%s' names no file".formatted(target), null);
        }
    }

    private static void checkDirectory(Path target) {
        Path parent = target.getParent();
        Path directory = parent == null ? Path.of(".") : parent;
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                throw new EndpointException(Reason.NO_SUCH_DIRECTORY, "not a directory: " + directory, null);
            }
        } catch (AccessDeniedException e) {
            throw EndpointErrors.forbidden("enter " + directory, e);
        } catch (IOException e) {
            throw new EndpointException(Reason.NO_SUCH_DIRECTORY, "no such directory: " + directory, e);
        }
    }

    private FileId restrict() {
        try {
            Files.setPosixFilePermissions(bindPath(), mode);
            return FileId.of(bindPath());
        } catch (IOException e) {
            throw EndpointErrors.cannot("set the permissions of the socket for " + target, e);
        }
    }

    private void removeStale() {
        if (SocketProbe.findsStale(target, privateDirectory)) {
            try {
                Files.deleteIfExists(target);
            } catch (IOException e) {
                // The directory let us create files, so it is the sticky bit or a flag of the file that forbids this.
                throw EndpointErrors.forbidden("remove the stale socket " + target, e);
            }
        }
    }

    private void link() {
        try {
            Files.createLink(target, bindPath());
        } catch (FileAlreadyExistsException e) {
            throw new EndpointException(Reason.IN_USE, "something else was put at %s just now".formatted(target), e);
        } catch (IOException e) {
            throw EndpointErrors.cannot("put the socket at " + target, e);
        }
    }

    private boolean isAtTarget(FileId file) {
        try {
            return file.isAt(target);
        } catch (IOException e) {
            throw EndpointErrors.cannot("find out what lies at " + target, e);
        }
    }

    private void removeOnly(FileId ours) {
        try {
            if (ours.isAt(target)) {
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            throw EndpointErrors.cannot("remove " + target, e);
        }
    }

    private static String describe(State state) {
        return state == State.PUBLISHED ? "published" : "released";
    }
}
