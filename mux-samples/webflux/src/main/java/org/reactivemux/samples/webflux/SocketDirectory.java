package org.reactivemux.samples.webflux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for one socket, that nobody else can enter. */
record SocketDirectory(Path path) {

    static SocketDirectory create() throws IOException {
        return new SocketDirectory(Files.createTempDirectory("mux-webflux"));
    }

    String socket() {
        return path.resolve("market.sock").toString();
    }

    /** Removes it, and what a worker that was killed has left in it. */
    void delete() {
        try {
            Files.deleteIfExists(path.resolve("market.sock"));
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
