package org.reactivemux.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** What {@code mux --version} says. The build writes the version into a resource. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
            if (resource == null) {
                throw new IOException("the program was packed without its version");
            }
            String version = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"mux " + version, "Java " + Runtime.version()};
        }
    }
}
