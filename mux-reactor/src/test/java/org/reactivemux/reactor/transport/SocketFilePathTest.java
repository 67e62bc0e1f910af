package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.reactivemux.reactor.transport.EndpointFailures.assertFails;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.EndpointException.Reason;

/** Where a socket may lie: how long its path may be, and what its directory must be like. */
class SocketFilePathTest {
    private final Path directory;
    private final Path target;
    private final List<AutoCloseable> open = new ArrayList<>();

    SocketFilePathTest(@TempDir Path directory) {
        this.directory = directory;
        this.target = directory.resolve("mux.sock");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    // Lengths

    @Test
    void aTargetMayBeAsLongAsTheTransportTakes() throws Exception {
        Path longest = ofLength(106);

        assertThat(start(longest).answersAt(longest)).isTrue();
    }

    @Test
    void aLongerTargetIsRefused() {
        Path tooLong = ofLength(107);

        assertFails(
                Reason.PATH_TOO_LONG,
                "the path " + tooLong + " has 107 bytes, over the 106 that the nio transport takes",
                () -> start(tooLong));

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatLeavesNoRoomForThePrivateNameIsRefused() throws Exception {
        Path deep = Files.createDirectory(ofLength(100));
        Path fits = deep.resolve("s");

        assertFails(
                Reason.PATH_TOO_LONG,
                "the directory of " + fits + " is too long: the private name in it that is bound first has 112 bytes,"
                        + " over the 106 that the nio transport takes",
                () -> start(fits));

        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void aTargetThatIsTooLongToProbeDirectlyIsProbedAllTheSame() throws Exception {
        Path longest = ofLength(108);
        SocketServer.leaveStale(target);
        Files.move(target, longest);

        opened(SocketServer.start(longest, SocketServer.IO_URING, SocketFile.DEFAULT_MODE));

        assertFails(
                Reason.IN_USE,
                "a server already listens on " + longest,
                () -> SocketServer.start(longest, SocketServer.IO_URING, SocketFile.DEFAULT_MODE));
    }

    @Test
    void theLongestDirectoryOfALongerTransportCanStillBeProbed() throws Exception {
        Path deep = Files.createDirectory(ofLength(108 - "/.m12345/mux".length()));
        Path inDeep = deep.resolve("mux.sock");
        SocketServer.leaveStale(target);
        Files.move(target, inDeep);

        try (PrivateDirectory scratch = PrivateDirectory.beside(inDeep)) {
            PathLimit limit = SocketServer.IO_URING;
            limit.checkPrivateName(scratch.socket(), inDeep);
            assertThat(SocketProbe.findsStale(inDeep, scratch)).isTrue();
        }
    }

    // Directories

    @Test
    void aMissingDirectoryIsNamed() {
        Path missing = directory.resolve("missing");

        assertFails(
                Reason.NO_SUCH_DIRECTORY, "no such directory: " + missing, () -> start(missing.resolve("mux.sock")));
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertFails(Reason.NO_SUCH_DIRECTORY, "not a directory: " + file, () -> start(file.resolve("mux.sock")));
        assertFails(
                Reason.NO_SUCH_DIRECTORY,
                "no such directory: " + file.resolve("deeper"),
                () -> start(file.resolve("deeper").resolve("mux.sock")));
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsRefused() throws Exception {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(locked)).as("root may do everything").isFalse();

        assertFails(
                Reason.PERMISSION_DENIED,
                "permission denied: cannot create files beside " + locked.resolve("mux.sock"),
                () -> start(locked.resolve("mux.sock")));
    }

    @Test
    void aDirectoryThatMayNotBeEnteredIsRefused() throws Exception {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        Path inside = Files.createDirectory(locked.resolve("inside"));
        Files.setPosixFilePermissions(locked, Set.of());
        boolean enters = Files.exists(inside);
        try {
            assumeThat(enters).as("root may do everything").isFalse();
            assertFails(
                    Reason.PERMISSION_DENIED,
                    "permission denied: cannot enter " + inside,
                    () -> start(inside.resolve("mux.sock")));
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aDirectoryOfEverybodysWithTheStickyBitWillDo() throws Exception {
        Files.setAttribute(directory, "unix:mode", 01777);
        SocketServer.leaveStale(target);

        SocketServer server = start(target);

        assertThat(server.answersAt(target)).isTrue();
        server.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryMayBeASymbolicLink() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        SocketServer.leaveStale(real.resolve("mux.sock"));

        SocketServer server = start(link.resolve("mux.sock"));

        assertThat(server.answersAt(real.resolve("mux.sock"))).isTrue();
        assertFails(
                Reason.IN_USE,
                "a server already listens on " + real.resolve("mux.sock"),
                () -> start(real.resolve("mux.sock")));
        server.close();
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void aRelativePathStaysRelative() throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(target);

        SocketServer server = start(relative);

        assertThat(server.file().target()).isEqualTo(relative);
        assertThat(server.file().bindPath()).isRelative();
        assertThat(server.answersAt(target)).isTrue();
        server.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPathThatNamesNoFileIsRefused() {
        assertFails(Reason.OTHER, "the path '/' names no file", () -> start(Path.of("/")));
        assertFails(Reason.OTHER, "the path '' names no file", () -> start(Path.of("")));
    }

    @Test
    void aFileSystemWithoutUnixFilesIsRefused() throws Exception {
        URI zip = URI.create("jar:" + directory.resolve("some.zip").toUri());
        try (FileSystem inZip = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertFails(
                    Reason.UNSUPPORTED,
                    "the file system of /mux.sock has no Unix permissions and sockets",
                    () -> start(inZip.getPath("/mux.sock")));
        }
    }

    private SocketServer start(Path path) throws IOException {
        return opened(SocketServer.start(path));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    private Path ofLength(int bytes) {
        return directory.resolve("x".repeat(bytes - directory.toString().length() - 1));
    }
}
