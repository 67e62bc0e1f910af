package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.reactivemux.EndpointException;

/**
 * A short-lived directory beside a target that nobody but its owner can enter, so that what lies in it is ours. It is
 * on the target's file system, as hard links need it to be. A crash leaves it behind, and nobody cleans up after
 * another: an old one cannot be told from that of a start which is going on.
 */
final class PrivateDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 5;
    private static final int NUMBERS = 36 * 36 * 36 * 36 * 36;

    // The socket's name counts against the limit of the transport in use. The probe's is shorter by two, because the
    // probe runs on the JDK's transport, whose limit is lower by up to two.
    private static final String SOCKET = "mux";
    private static final String PROBE = "p";
    private static final String LOCK = "l";

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    /** Creates one, under a random name. */
    static PrivateDirectory beside(Path target) {
        Path path = named(RANDOM.nextInt(NUMBERS), target);
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (IOException e) {
            throw EndpointErrors.cannot("create files beside " + target, e);
        }
        PrivateDirectory created = new PrivateDirectory(path);
        try {
            // Again, because the process's umask may have taken the owner's bits.
            Files.setPosixFilePermissions(path, OWNER_ONLY);
            return created;
        } catch (IOException e) {
            throw created.closeAfter(EndpointErrors.cannot("make %s private".formatted(path), e));
        }
    }

    /** What {@link #socket()} will look like; its length is always the same. */
    static Path exampleOfSocket(Path target) {
        return named(0, target).resolve(SOCKET);
    }

    private static Path named(int number, Path target) {
        String digits = Integer.toString(number, 36);
        return target.resolveSibling(".m" + "0".repeat(DIGITS - digits.length()) + digits);
    }

    /** Where a transport binds. */
    Path socket() {
        return path.resolve(SOCKET);
    }

    /** A short name for a socket with a long one. */
    Path probe() {
        return path.resolve(PROBE);
    }

    /** A second name for a lock file. */
    Path lock() {
        return path.resolve(LOCK);
    }

    /** Removes the directory and all that is in it; one that is gone already is fine. */
    @Override
    public void close() {
        try {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    Files.deleteIfExists(entry);
                }
            }
            Files.delete(path);
        } catch (NoSuchFileException alreadyGone) {
            return;
        } catch (IOException e) {
            throw EndpointErrors.cannot("remove the private directory " + path, e);
        }
    }

    private EndpointException closeAfter(EndpointException failure) {
        try {
            close();
        } catch (EndpointException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
