package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk takes a mebibyte and no more. */
@Timeout(90)
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    private static final List<String> A_NAMESPACE_OF_ITS_OWN =
            List.of("unshare", "--user", "--map-root-user", "--mount");

    @TempDir
    Path directory;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(directory.resolve("stored"));
        TestFiles.random(directory.resolve("large"), 8 << 20);
        TestFiles.random(directory.resolve("small"), 1_000);
        TestFiles.random(directory.resolve("half"), 1 << 19);
    }

    @Test
    void anUploadThatFillsTheFileSystemFailsAloneAndLeavesNothing() throws Exception {
        assumeThat(mayMount()).as("may mount a file system").isTrue();
        try (Program server = serve("mount -t tmpfs -o size=1m none stored", A_NAMESPACE_OF_ITS_OWN)) {
            verifyThatOnlyTheLargeFileFails(server, "No space left on device");
        }
    }

    @Test
    void anUploadOverTheLargestFileThatTheSystemAllowsFailsAloneAndLeavesNothing() throws Exception {
        try (Program server = serve("ulimit -f 2048", List.of())) {
            verifyThatOnlyTheLargeFileFails(server, "File too large");
        }
    }

    private Program serve(String preparation, List<String> wrapper) throws Exception {
        List<String> shell = List.of("sh", "-c", preparation + " && exec \"$@\"", "sh");
        Program server = Program.start(
                directory,
                Stream.concat(wrapper.stream(), shell.stream()).toList(),
                "serve",
                "--socket",
                "mux.sock",
                "--dir",
                "stored");
        assertThat(server.line()).isEqualTo("listening on mux.sock");
        return server;
    }

    private void verifyThatOnlyTheLargeFileFails(Program server, String reason) throws Exception {
        send("small").assertFine();
        try (Program other = Program.start(directory, "connect", "--socket", "mux.sock")) {
            verifyEcho(other);
            int descriptors = descriptors(server);

            send("large").assertFails(1, "large", "the server cannot store it: " + reason);

            verifyEcho(other);
            Eventually.holds("the descriptors are back", () -> descriptors(server) <= descriptors);
        }
        assertThat(TestFiles.names(stored(server))).containsExactly("small");
        send("half").assertFine();
        server.signal("TERM");
        Run run = server.await();
        assertThat(run.err()).isEqualTo("mux: cannot store large: %s%n".formatted(reason));
    }

    private Run send(String file) throws Exception {
        try (Program client = Program.start(directory, "send", "--socket", "mux.sock", file)) {
            return client.await();
        }
    }

    private static void verifyEcho(Program connected) throws IOException {
        connected.type("hello");
        assertThat(connected.line()).isEqualTo("hello");
    }

    /** The directory as the server sees it, for what is mounted there is mounted for the server only. */
    private Path stored(Program server) {
        return Path.of("/proc", Long.toString(server.pid()), "root")
                .resolve(directory.resolve("stored").toAbsolutePath().toString().substring(1));
    }

    private static int descriptors(Program server) throws IOException {
        return TestFiles.names(Path.of("/proc", Long.toString(server.pid()), "fd"))
                .size();
    }

    private boolean mayMount() throws Exception {
        Stream<String> mount = Stream.of("mount", "-t", "tmpfs", "none", directory.toString());
        List<String> attempt =
                Stream.concat(A_NAMESPACE_OF_ITS_OWN.stream(), mount).toList();
        return new ProcessBuilder(attempt).start().waitFor() == 0;
    }
}
