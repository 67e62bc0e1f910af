package org.reactivemux.samples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A file to be sent.
 *
 * @param path where it is
 * @param name what it will be called at the other side: the last part of the path
 * @param size its size at the start, in bytes
 */
record Outgoing(Path path, String name, long size) {

    /** Looks whether it can be read, so that a typing error is found before anything is sent. */
    static Outgoing of(Path path) throws IOException {
        boolean nameless = path.toString().isEmpty(); // which the file system takes for the current directory
        if (nameless || !Files.exists(path)) {
            throw new CommandException("no such file: " + (nameless ? "''" : path));
        }
        if (Files.isDirectory(path)) {
            throw new CommandException("%s is a directory; only files can be sent".formatted(path));
        }
        if (!Files.isRegularFile(path)) {
            throw new CommandException("not a regular file: " + path);
        }
        if (!Files.isReadable(path)) {
            throw new CommandException("permission denied: cannot read " + path);
        }
        return new Outgoing(path, String.valueOf(path.getFileName()), Files.size(path));
    }

    /** Two files of one name would be one file at the other side. */
    static void requireDifferentNames(Iterable<Path> paths) {
        Map<String, Path> seen = new HashMap<>();
        for (Path path : paths) {
            Path other = seen.putIfAbsent(String.valueOf(path.getFileName()), path);
            if (other != null) {
                throw new IllegalArgumentException(
                        "%s and %s have the same name, so one would replace the other".formatted(other, path));
            }
        }
    }
}
