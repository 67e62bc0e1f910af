package org.reactivemux.reactor.protocol;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where docs/ lies, seen from the module that is being tested. */
final class Documents {
    private Documents() {}

    static Path directory() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        for (Path at = module; at != null; at = at.getParent()) {
            Path docs = at.resolve("docs");
            if (Files.exists(docs.resolve("protocol.md"))) {
                return docs;
            }
        }
        throw new IllegalStateException("no docs/protocol.md at or above " + module);
    }
}
