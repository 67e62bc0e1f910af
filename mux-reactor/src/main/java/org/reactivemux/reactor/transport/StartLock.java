package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/**
 * One start or stop at a time for each target, over all threads and processes of the machine: a lock on a file beside
 * the target, which exists only as long as somebody holds it or waits. The kernel lets go of the lock when its holder
 * dies; the file that is then left is used and removed by the next one.
 *
 * <p>Whoever holds the lock removes the file, so one that was waited for may no longer be the one at the path, and is
 * given up for the new one. To compare the two, the file is opened under a private second name: while that exists, the
 * file's number cannot pass to another.
 */
final class StartLock {
    /** A holder needs a millisecond or so; one that needs this long was stopped, or means harm. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(3);

    // File locks belong to the process, and closing any channel of the file drops them. So only one thread may come
    // near; for all targets, as one directory has many names, and starts are short and seldom.
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path target;
    private final Path file;
    private final Path privateName;
    private final Duration patience;

    private StartLock(Path target, Path privateName, Duration patience) {
        this.target = target;
        this.file = fileFor(target);
        this.privateName = privateName;
        this.patience = patience;
    }

    /** Where the lock of a target is. */
    static Path fileFor(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".mux-lock");
    }

    /**
     * Runs an action while nobody else starts or stops on the target.
     *
     * @param patience how long other processes may keep the lock
     * @throws EndpointException if others held the lock for too long, or if there can be none
     */
    static void holding(Path target, PrivateDirectory scratch, Duration patience, Runnable action) {
        StartLock lock = new StartLock(target, scratch.lock(), patience);
        try {
            lock.run(action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointException(Reason.OTHER, "interrupted while others were starting on " + target, e);
        } catch (IOException e) {
            throw EndpointErrors.cannot("lock " + lock.file, e);
        }
    }

    private void run(Runnable action) throws IOException, InterruptedException {
        if (!IN_THIS_PROCESS.tryLock()) { // works on an interrupted thread too, and a stop often comes on one
            IN_THIS_PROCESS.lockInterruptibly();
        }
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            while (!ranUnderLock(action, deadline)) {
                failAfter(deadline);
            }
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** False, and nothing was done, if the file went away before it was locked. */
    private boolean ranUnderLock(Runnable action, long deadline) throws IOException, InterruptedException {
        if (!nameLockFile()) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(privateName, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            lock(channel, deadline);
            if (!FileId.of(privateName).isAt(file)) {
                return false;
            }
            try {
                action.run();
            } finally {
                // Still under the lock: the file that another process then creates is another one.
                Files.deleteIfExists(file);
            }
            return true;
        } finally {
            Files.delete(privateName);
        }
    }

    /** Creates the lock file, or finds that of others, and gives it our private name; false if it has just gone. */
    private boolean nameLockFile() throws IOException {
        Files.createFile(privateName);
        Files.setPosixFilePermissions(privateName, PosixFilePermissions.fromString("rw-------")); // whatever the umask
        try {
            Files.createLink(file, privateName);
            return true;
        } catch (FileAlreadyExistsException othersCameFirst) {
            Files.delete(privateName);
            return nameLockFileOfOthers();
        }
    }

    private boolean nameLockFileOfOthers() throws IOException {
        try {
            Files.createLink(privateName, file);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (FileSystemException denied) { // EPERM, for which the JDK has no type of its own
            throw EndpointErrors.forbidden("use the lock file %s of another user".formatted(file), denied);
        }
    }

    private void lock(FileChannel channel, long deadline) throws IOException, InterruptedException {
        while (!locks(channel)) {
            failAfter(deadline);
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held in this process, but not by this class: another class loader has one of its own.
            return false;
        }
    }

    private void failAfter(long deadline) {
        if (System.nanoTime() - deadline >= 0) {
            throw tookTooLong();
        }
    }

    private EndpointException tookTooLong() {
        String message = "another server is starting on %s and does not finish; it holds %s".formatted(target, file);
        return new EndpointException(Reason.IN_USE, message, null);
    }
}
