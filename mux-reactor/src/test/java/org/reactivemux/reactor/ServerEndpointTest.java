package org.reactivemux.reactor;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Where a server can listen, what it leaves alone there, and what it leaves behind. */
@EachTransport
class ServerEndpointTest {
    @AutoClose
    private final Sockets sockets;

    ServerEndpointTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private void verifyServed(Path path) {
        Sockets.roundTrip(sockets.connect(sockets.client().unix(path)));
    }

    @Test
    void theSecondServerOnAPathIsToldAndTheFirstLives() {
        sockets.bind(sockets.server());
        verifyUnusable(sockets.server().bind(), Reason.IN_USE, sockets.path());
        verifyServed(sockets.path());
    }

    @Test
    void aServerThatIsBoundTwiceIsItsOwnRival() {
        Mono<MuxBinding> binding = sockets.server().bind();
        sockets.keep(Objects.requireNonNull(binding.block(PATIENCE)));
        verifyUnusable(binding, Reason.IN_USE, sockets.path());
    }

    @Test
    void aServerOfAnotherTransportIsARivalToo() {
        sockets.bind(sockets.server());
        verifyUnusable(sockets.server().transport(Transport.NIO).bind(), Reason.IN_USE, sockets.path());
        verifyServed(sockets.path());
    }

    @Test
    void aPlainFileIsNotTouched() throws IOException {
        Path file = Files.writeString(sockets.path(), "precious");
        verifyUnusable(sockets.server().bind(), Reason.NOT_A_SOCKET, file);
        assertThat(file).isRegularFile().hasContent("precious");
        Files.delete(file);
    }

    @Test
    void aDirectoryIsNotTouched() throws IOException {
        Path directory = Files.createDirectory(sockets.path());
        Files.writeString(directory.resolve("file"), "precious");
        verifyUnusable(sockets.server().bind(), Reason.NOT_A_SOCKET, directory);
        assertThat(directory.resolve("file")).hasContent("precious");
        Files.delete(directory.resolve("file"));
        Files.delete(directory);
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws IOException {
        Path target = sockets.path("target");
        Endpoints.leaveStaleSocket(target);
        Path link = Files.createSymbolicLink(sockets.path(), target);
        verifyUnusable(sockets.server().bind(), Reason.NOT_A_SOCKET, link);
        assertThat(link).isSymbolicLink();
        Files.delete(link);
        Files.delete(target);
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path missing = sockets.path("missing");
        verifyUnusable(sockets.server().unix(missing.resolve("s")).bind(), Reason.NO_SUCH_DIRECTORY, missing);
        assertThat(missing).doesNotExist();
    }

    private Path pathOf(int length) {
        String prefix = sockets.path("") + "/";
        return Path.of(prefix + "x".repeat(length - prefix.length()));
    }

    @Test
    void theLongestPathOfTheTransportCanBeServed() {
        Path path = pathOf(Endpoints.longestPath(sockets.transport()));
        sockets.bind(sockets.serverWithoutAddress().unix(path));
        verifyServed(path);
    }

    @Test
    void aLongerPathIsRefusedWithItsLengthAndTheLimit() {
        int longest = Endpoints.longestPath(sockets.transport());
        Path path = pathOf(longest + 1);
        verifyUnusable(
                sockets.serverWithoutAddress().unix(path).bind(),
                Reason.PATH_TOO_LONG,
                longest + 1,
                longest,
                sockets.transport());
    }

    @Test
    void onlyTheOwnerMayConnectUnlessToldOtherwise() throws IOException {
        sockets.bind(sockets.server());
        assertThat(Files.getPosixFilePermissions(sockets.path())).isEqualTo(fromString("rw-------"));
        assertThat(MuxServer.DEFAULT_MODE).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rwxrwxrwx", "-w-------", "rw-rw-rw-"})
    void theModeIsTheOneThatWasAskedFor(String mode) throws IOException {
        sockets.bind(sockets.server().mode(mode));
        assertThat(Files.getPosixFilePermissions(sockets.path())).isEqualTo(fromString(mode));
        verifyServed(sockets.path());
    }

    @Test
    void aModeThatIsNoneIsAnIllegalArgument() {
        assertThatIllegalArgumentException().isThrownBy(() -> MuxServer.create().mode("0600"));
    }

    @Test
    void aSocketThatAKilledServerHasLeftIsReplaced() throws IOException {
        Endpoints.leaveStaleSocket(sockets.path());
        sockets.bind(sockets.server());
        verifyServed(sockets.path());
    }

    @Test
    void closingRemovesTheFileSoThatAnotherCanStart() {
        for (int i = 0; i < 3; i++) {
            MuxBinding binding = sockets.bind(sockets.server());
            verifyServed(sockets.path());
            StepVerifier.create(binding.shutdown(Duration.ofSeconds(1))).verifyComplete();
            assertThat(sockets.path()).doesNotExist();
        }
    }

    @Test
    void theLateCloseOfAnOldServerLeavesItsSuccessorsFile() throws IOException {
        MuxBinding old = sockets.bind(sockets.server());
        Files.delete(sockets.path());
        sockets.bind(sockets.server());
        old.dispose();
        StepVerifier.create(old.onDispose()).verifyComplete();
        assertThat(sockets.path()).exists();
        verifyServed(sockets.path());
    }

    @Test
    void connectionsOfAFileThatWasRemovedGoOn() throws IOException {
        sockets.bind(sockets.server());
        MuxConnection mux = sockets.connect(sockets.client());
        Files.delete(sockets.path());
        Sockets.roundTrip(mux);
    }

    /** That the file cannot be looked at is told, and keeps nothing else from its end. */
    @Test
    void connectionsAreClosedEvenIfTheFileCannotBeRemoved() throws IOException {
        Path directory = Files.createDirectory(sockets.path("d"));
        MuxServer server = sockets.serverWithoutAddress().unix(directory.resolve("s"));
        MuxBinding binding = Objects.requireNonNull(server.bind().block(PATIENCE));
        MuxConnection mux = sockets.connect(sockets.client().unix(directory.resolve("s")));
        Path moved = Files.move(directory, sockets.path("moved"));
        Path inTheWay = Files.createFile(directory);
        SignalLog<Void> shutdown = SignalLog.of(binding.shutdown(Duration.ofMillis(20)));
        StepVerifier.create(mux.onClose().onErrorComplete()).verifyComplete();
        assertThat(shutdown.end().isOnError()).isTrue();
        Files.delete(inTheWay);
        Files.delete(moved.resolve("s"));
        Files.delete(moved);
    }

    @Test
    void aServerWithoutAnAddressSaysHowToGetOne() {
        StepVerifier.create(sockets.serverWithoutAddress().bind())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("unix(path)"));
    }

    @Test
    void theServerItWasMadeFromIsNotChanged() {
        MuxServer plain = sockets.serverWithoutAddress();
        assertThat(plain.unix(sockets.path())).isNotSameAs(plain);
        StepVerifier.create(plain.bind()).verifyError(IllegalStateException.class);
    }
}
