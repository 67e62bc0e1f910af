package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.reactivemux.reactor.transport.EndpointFailures.assertFails;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

class SocketFileTest {
    private final Path directory;
    private final Path target;
    private final List<AutoCloseable> open = new ArrayList<>();

    SocketFileTest(@TempDir Path directory) {
        this.directory = directory;
        this.target = directory.resolve("mux.sock");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    // Coming and going

    @Test
    void aClientReachesTheServerAtTheTargetAndNothingElseIsLeftBesideIt() throws Exception {
        SocketServer server = start(target);

        assertThat(server.answersAt(target)).isTrue();
        assertThat(names()).containsExactly("mux.sock");
        assertThat(server.file().target()).isEqualTo(target);
        assertThat(server.file()).hasToString(target.toString());
    }

    @Test
    void untilItIsPublishedTheSocketLiesInADirectoryThatOnlyItsOwnerCanEnter() throws Exception {
        SocketServer server = bind(target);

        assertThat(target).doesNotExist();
        assertThat(permissions(server.file().bindPath().resolveSibling("."))).isEqualTo("rwx------");
    }

    @Test
    void releaseRemovesTheTarget() throws Exception {
        SocketServer server = start(target);

        server.file().release();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void releaseBeforePublishRemovesWhatIsPrivate() throws Exception {
        SocketServer server = bind(target);

        server.file().release();

        assertThat(directory).isEmptyDirectory();
        assertFails(Reason.OTHER, target + " was released before", server.file()::publish);
    }

    @Test
    void aSecondReleaseLeavesTheSuccessorAlone() throws Exception {
        SocketServer first = start(target);
        first.close();
        SocketServer second = start(target);

        first.file().release();

        assertThat(second.answersAt(target)).isTrue();
    }

    @Test
    void aSecondPublishIsRefused() throws Exception {
        SocketServer server = start(target);

        assertFails(Reason.OTHER, target + " was published before", server.file()::publish);

        assertThat(server.answersAt(target)).isTrue();
    }

    @Test
    void publishWithoutABoundSocketFailsAndLeavesNothing() {
        SocketFile file = SocketFile.prepare(target, SocketServer.NIO, SocketFile.DEFAULT_MODE);

        assertFails(
                Reason.OTHER,
                "cannot set the permissions of the socket for " + target + ": there is no " + file.bindPath(),
                file::publish);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anInterruptedThreadStillPublishesAndReleases() throws Exception {
        SocketServer server = bind(target);

        Thread.currentThread().interrupt();
        server.file().publish();
        assertThat(target).exists();
        server.file().release();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    // What may lie at the target before

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        SocketServer.leaveStale(target);

        assertThat(start(target).answersAt(target)).isTrue();
    }

    @Test
    void aStaleSocketThatMayNotBeWrittenIsLeftAsNobodyCanTell() throws Exception {
        SocketServer.leaveStale(target);
        Files.setPosixFilePermissions(target, Set.of());
        assumeThat(Files.isWritable(target)).as("root may do everything").isFalse();

        assertFails(
                Reason.PERMISSION_DENIED,
                "permission denied: cannot ask whether a server listens on " + target,
                () -> start(target));

        assertThat(names()).containsExactly("mux.sock");
    }

    @Test
    void aLiveServerKeepsItsPath() throws Exception {
        SocketServer live = start(target);

        assertFails(Reason.IN_USE, "a server already listens on " + target, () -> start(target));

        assertThat(live.answersAt(target)).isTrue();
        assertThat(names()).containsExactly("mux.sock");
    }

    @Test
    void aLiveServerOfAnotherProgramKeepsItsPath() throws Exception {
        ServerSocketChannel live = opened(SocketServer.listen(target, 50));

        assertFails(Reason.IN_USE, "a server already listens on " + target, () -> start(target));

        assertThat(SocketServer.answersAt(live, target)).isTrue();
    }

    @Test
    void aLiveServerWhoseQueueIsFullKeepsItsPath() throws Exception {
        ServerSocketChannel live = opened(SocketServer.listen(target, 1));
        SocketServer.fillQueue(target).forEach(open::add);

        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> start(target))
                .withMessage("a server already listens on " + target)
                .withCauseInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));

        assertThat(live.accept()).isNotNull();
    }

    @Test
    void aRegularFileIsLeftAsItIs() throws Exception {
        Files.writeString(target, "precious");

        failsAsNoSocket();

        assertThat(target).hasContent("precious");
    }

    @Test
    void aDirectoryIsLeftAsItIs() throws Exception {
        Files.createDirectory(target);

        failsAsNoSocket();

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aPipeIsLeftAsItIs() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", target.toString()).start();
        assertThat(mkfifo.waitFor()).isZero();

        failsAsNoSocket();

        assertThat(target).exists();
    }

    @Test
    void aSymbolicLinkIsLeftAsItIsWhateverItPointsTo() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createSymbolicLink(target, elsewhere);
        failsAsNoSocket();

        SocketServer.leaveStale(elsewhere);
        failsAsNoSocket();

        assertThat(target).isSymbolicLink();
        assertThat(elsewhere).exists();
    }

    // Whose file it is at the end

    @Test
    void aServerThatReleasesLateLeavesItsSuccessorsSocket() throws Exception {
        SocketServer first = start(target);
        first.channel().close();
        SocketServer second = start(target);

        first.file().release();

        assertThat(second.answersAt(target)).isTrue();
    }

    @Test
    void aServerThatReleasesLateLeavesASocketThatWasGivenItsFileNumber() throws Exception {
        SocketServer first = start(target);
        first.channel().close();
        Files.delete(target);
        // File systems hand out the number that has just become free; one that does not makes this test easy.
        ServerSocketChannel second = opened(SocketServer.listen(target, 50));

        first.file().release();

        assertThat(SocketServer.answersAt(second, target)).isTrue();
    }

    @Test
    void whatSomebodyPutInThePlaceOfTheSocketStays() throws Exception {
        SocketServer server = start(target);
        Files.delete(target);
        Files.writeString(target, "precious");

        server.close();

        assertThat(target).hasContent("precious");
    }

    @Test
    void aSocketWhoseModeWasChangedIsStillRemoved() throws Exception {
        SocketServer server = start(target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw----"));

        server.close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void releaseIsContentWhenTheWholeDirectoryIsGone() throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        SocketServer published = start(inner.resolve("published"));
        SocketServer prepared = bind(inner.resolve("prepared"));
        Files.delete(prepared.file().bindPath());
        Files.delete(prepared.file().bindPath().resolveSibling(".").normalize());
        Files.delete(published.file().target());
        Files.delete(inner);

        published.file().release();
        prepared.file().release();

        assertThat(directory).isEmptyDirectory();
    }

    // Who may connect

    @Test
    void onlyTheOwnerMayConnectByDefault() throws Exception {
        start(target);

        assertThat(permissions(target)).isEqualTo("rw-------");
    }

    @Test
    void theModeIsSetWhateverTheUmask() throws Exception {
        Set<PosixFilePermission> everybody = PosixFilePermissions.fromString("rwxrwxrwx");

        opened(SocketServer.start(target, SocketServer.NIO, everybody));

        assertThat(permissions(target)).isEqualTo("rwxrwxrwx");
    }

    private SocketServer start(Path path) throws IOException {
        return opened(SocketServer.start(path));
    }

    private SocketServer bind(Path path) throws IOException {
        SocketFile file = SocketFile.prepare(path, SocketServer.NIO, SocketFile.DEFAULT_MODE);
        return opened(SocketServer.bind(file));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    private void failsAsNoSocket() {
        assertFails(Reason.NOT_A_SOCKET, target + " is not a socket; it was left as it is", () -> start(target));
    }

    private List<String> names() throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
