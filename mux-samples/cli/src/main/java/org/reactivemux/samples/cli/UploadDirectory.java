package org.reactivemux.samples.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;

/** The directory that uploads are stored in, and nothing outside of it. */
final class UploadDirectory {
    /** What a client sees when its file is not wanted. */
    static final ErrorCode REFUSED = ErrorCode.application(0x1001);

    /** Names of unfinished files begin so. One that lies about while no server runs was left by a killed one. */
    static final String TEMPORARY_PREFIX = ".mux-upload-";

    private static final int LONGEST_NAME = 255;

    private final Path root;
    private final boolean overwrite;
    private final Set<Upload> unfinished = ConcurrentHashMap.newKeySet();

    private UploadDirectory(Path root, boolean overwrite) {
        this.root = root;
        this.overwrite = overwrite;
    }

    /**
     * Checks the directory.
     *
     * @param overwrite whether an upload may replace a file of its name; else it is refused
     */
    static UploadDirectory at(Path directory, boolean overwrite) {
        if (!Files.exists(directory)) {
            throw new CommandException("no such directory: " + directory);
        }
        if (!Files.isDirectory(directory)) {
            throw new CommandException("not a directory: " + directory);
        }
        if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
            throw new CommandException("permission denied: cannot create files in " + directory);
        }
        return new UploadDirectory(directory.toAbsolutePath(), overwrite);
    }

    /** Takes an upload under way; nothing is on disk before {@link Upload#open()}. */
    Upload begin(String name) {
        Upload upload = new Upload(root, target(name), overwrite, unfinished::remove);
        unfinished.add(upload);
        return upload;
    }

    /** Deletes what is not finished, or waits until others have. Blocking. */
    void abandonAll() {
        unfinished.forEach(Upload::abandon);
    }

    /** Where a file of that name goes: directly into the directory. */
    private Path target(String name) {
        if (name.isEmpty()) {
            throw refused("a file needs a name");
        }
        if (name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\")) {
            throw refused("'%s' is a path, not the name of a file".formatted(name));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused("the name has control characters");
        }
        if (name.startsWith(TEMPORARY_PREFIX)) {
            throw refused("names that begin with %s are the server's own".formatted(TEMPORARY_PREFIX));
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw refused("the name has more than %d bytes".formatted(LONGEST_NAME));
        }
        return inside(name);
    }

    private Path inside(String name) {
        try {
            Path target = root.resolve(name);
            if (root.equals(target.getParent())) {
                return target;
            }
        } catch (InvalidPathException e) {
            // a character that the server's locale does not have, for one
        }
        throw refused("'%s' cannot be the name of a file here".formatted(name));
    }

    static ChannelException refused(String why) {
        return new ChannelException(REFUSED, why);
    }
}
