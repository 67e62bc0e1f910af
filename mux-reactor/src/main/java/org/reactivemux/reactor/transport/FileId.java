package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Which file it is, whatever its name. The key (device and inode) is exact as long as the file exists; once it is gone,
 * file systems hand its number to the next new file, and the time of modification tells the two apart.
 */
record FileId(Object key, FileTime modified) {

    /** Identifies the file itself: a symbolic link is not followed. */
    static FileId of(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Object key = attributes.fileKey();
        if (key == null) {
            throw new IOException("the file system of " + path + " cannot tell files apart");
        }
        return new FileId(key, attributes.lastModifiedTime());
    }

    /** Whether the path names this file now. */
    boolean isAt(Path path) throws IOException {
        try {
            return equals(of(path));
        } catch (NoSuchFileException nothingThere) {
            return false;
        }
    }
}
