package org.reactivemux.samples.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way to the disk. It has a temporary name until all of it is there, so whoever sees the final name
 * sees the whole file.
 *
 * <pre>
 *   NEW  --open-->  WRITING  --finish-->  STORED
 *     \________________|_____--abandon-->  ABANDONED
 * </pre>
 *
 * <p>Blocking. {@link #abandon} may come at any time from any thread, and what comes after it has no effect.
 */
final class Upload {
    private enum State {
        NEW,
        WRITING,
        STORED,
        ABANDONED
    }

    private final Path directory;
    private final Path target;
    private final Path temporary;
    private final boolean overwrite;
    private final Consumer<Upload> onEnd;
    private final Sha256 digest = new Sha256();
    private State state = State.NEW;

    // Not a FileChannel, which an interrupt closes, and a cancelled stream interrupts the thread that writes for it.
    private @Nullable FileOutputStream out;

    Upload(Path directory, Path target, boolean overwrite, Consumer<Upload> onEnd) {
        this.directory = directory;
        this.target = target;
        this.temporary = directory.resolve(UploadDirectory.TEMPORARY_PREFIX + UUID.randomUUID());
        this.overwrite = overwrite;
        this.onEnd = onEnd;
    }

    /** Creates the temporary file, unless it is clear already that the file cannot be stored. */
    synchronized Upload open() throws IOException {
        if (state == State.NEW) {
            if (!overwrite && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw exists();
            }
            Files.createFile(temporary);
            state = State.WRITING;
            out = new FileOutputStream(temporary.toFile());
        }
        return this;
    }

    /** Appends a message; the buffer is left as it is. */
    synchronized void write(ByteBuffer message) {
        if (state != State.WRITING || out == null) {
            return;
        }
        try {
            byte[] bytes = new byte[message.remaining()];
            message.duplicate().get(bytes);
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        digest.update(message);
    }

    /**
     * Puts the file under its name, once its bytes are safely on the disk.
     *
     * @return the SHA-256 of what was stored, in hexadecimal
     */
    synchronized String finish() throws IOException {
        if (state != State.WRITING || out == null) {
            throw new IOException("the upload was abandoned");
        }
        out.getFD().sync();
        out.close();
        publish();
        state = State.STORED;
        syncDirectory();
        onEnd.accept(this);
        return digest.hex();
    }

    // A rename replaces what has the name; a hard link refuses to, and nothing can come in between.
    private void publish() throws IOException {
        if (overwrite) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        }
        Files.delete(temporary);
    }

    // The name, too, must survive a power cut.
    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes the temporary file; a stored one stays. */
    synchronized void abandon() {
        State before = state;
        if (before == State.STORED || before == State.ABANDONED) {
            return;
        }
        state = State.ABANDONED;
        try {
            if (before == State.WRITING) {
                delete();
            }
        } finally {
            onEnd.accept(this); // not before it is deleted, for until then somebody may have to wait for it
        }
    }

    private void delete() {
        try {
            if (out != null) {
                out.close();
            }
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RuntimeException exists() {
        return UploadDirectory.refused("there is already a file '%s'".formatted(target.getFileName()));
    }
}
