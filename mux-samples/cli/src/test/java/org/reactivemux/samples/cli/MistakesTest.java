package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;

/** What people get wrong: one line says what it is, the exit code says that it failed, and nothing is lost. */
class MistakesTest {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir
    Path directory;

    String socket;
    Path file;

    @BeforeEach
    void prepare() throws Exception {
        socket = directory.resolve("mux.sock").toString();
        file = Files.writeString(directory.resolve("file"), "precious");
    }

    @AfterEach
    void nothingWasDeletedOrLeftBehind() throws Exception {
        assertThat(file).hasContent("precious");
        assertThat(TestFiles.names(directory)).allMatch(name -> !name.startsWith("."));
    }

    private Run send(Object... files) {
        String[] args = new String[files.length + 3];
        args[0] = "send";
        args[1] = "--socket";
        args[2] = socket;
        for (int i = 0; i < files.length; i++) {
            args[i + 3] = files[i].toString();
        }
        return Run.of(args);
    }

    @Test
    void thereIsNoServer() {
        send(file).assertFails(FAILED, socket, "no server");
        Run.of("connect", "--socket", socket).assertFails(FAILED, socket, "no server");
    }

    @Test
    void theServerHasGoneAndLeftItsSocket() throws Exception {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        send(file).assertFails(FAILED, socket, "no server listens");
        assertThat(Path.of(socket)).exists();
    }

    @Test
    void thereIsNotEvenADirectory() {
        String nowhere = directory.resolve("absent").resolve("mux.sock").toString();
        Run.of("connect", "--socket", nowhere).assertFails(FAILED, "no such directory", "absent");
        Run.of("serve", "--socket", nowhere).assertFails(FAILED, "no such directory", "absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void anOrdinaryFileLiesAtTheSocketsPath(String transport) throws Exception {
        String path = file.toString();
        Run.of("serve", "--socket", path, "--transport", transport).assertFails(FAILED, path, "not a socket");
        Run.of("connect", "--socket", path, "--transport", transport).assertFails(FAILED, path, "not a socket");
        assertThat(TestFiles.names(directory)).containsExactly("file");
    }

    @Test
    void theSocketIsServedAlready() throws Exception {
        try (Serving serving = Serving.with("--socket", socket)) {
            Run.of("serve", "--socket", socket).assertFails(FAILED, socket, "already");
            Run run = Run.withInput("still there?", "connect", "--socket", socket);
            run.assertFine();
            assertThat(run.out()).isEqualTo("still there?\n");
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void thePathIsTooLong() {
        String path = directory.resolve("x".repeat(110)).toString();
        Run.of("serve", "--socket", path).assertFails(FAILED, "bytes", "over the");
        Run.of("connect", "--socket", path).assertFails(FAILED, "bytes", "over the");
    }

    @Test
    void thePathIsEmpty() {
        for (String nothing : List.of("", "@")) {
            Run.of("serve", "--socket", nothing).assertFails(FAILED, "'" + nothing + "' names no socket");
            Run.of("connect", "--socket", nothing).assertFails(FAILED, "'" + nothing + "' names no socket");
        }
    }

    @Test
    void theSocketBelongsToSomebodyElse() throws Exception {
        try (Serving serving = Serving.with("--socket", socket)) {
            Files.setPosixFilePermissions(Path.of(socket), PosixFilePermissions.fromString("---------"));
            assumeThat(Files.isWritable(Path.of(socket)))
                    .as("root may do everything")
                    .isFalse();
            send(file).assertFails(FAILED, "permission denied", socket);
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void theDirectoryOfTheSocketIsWriteProtected() throws Exception {
        Path locked = Files.createDirectory(
                directory.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assumeThat(Files.isWritable(locked)).as("root may do everything").isFalse();
        Run.of("serve", "--socket", locked.resolve("mux.sock").toString()).assertFails(FAILED, "permission denied");
    }

    @Test
    void aFileToSendIsMissing() {
        Path absent = directory.resolve("absent");
        send(file, absent).assertFails(FAILED, "no such file: " + absent);
    }

    @Test
    void aFileToSendIsADirectory() {
        send(file, directory).assertFails(FAILED, directory.toString(), "is a directory");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileToSendIsADevice() {
        send("/dev/zero").assertFails(FAILED, "not a regular file: /dev/zero");
    }

    @Test
    void aFileToSendIsUnreadable() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "x");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("-w-------"));
        assumeThat(Files.isReadable(secret)).as("root may read everything").isFalse();
        send(secret).assertFails(FAILED, "permission denied", secret.toString());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileToSendFailsWhenItIsRead() throws Exception {
        Path stored = Files.createDirectory(directory.resolve("stored"));
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString())) {
            // Nothing is mapped at address 0, from where the reading starts.
            send("/proc/self/mem").assertFails(FAILED, "cannot read /proc/self/mem");
            Eventually.holds("nothing is left", () -> TestFiles.names(stored).isEmpty());
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void twoFilesHaveOneName() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other")).resolve("file");
        Files.writeString(other, "x");
        Path stored = Files.createDirectory(directory.resolve("stored"));
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString())) {
            send(file, other).assertFails(WRONG_USAGE, file.toString(), other.toString(), "same name");
            assertThat(TestFiles.names(stored)).isEmpty();
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void theDirectoryForUploadsIsMissing() {
        Path absent = directory.resolve("absent");
        Run.of("serve", "--socket", socket, "--dir", absent.toString())
                .assertFails(FAILED, "no such directory: " + absent);
        assertThat(absent).doesNotExist();
    }

    @Test
    void theDirectoryForUploadsIsAFile() {
        Run.of("serve", "--socket", socket, "--dir", file.toString()).assertFails(FAILED, "not a directory: " + file);
        assertThat(Path.of(socket)).doesNotExist();
    }

    @Test
    void theServerTakesNoUploads() throws Exception {
        try (Serving serving = Serving.with("--socket", socket)) {
            send(file).assertFails(FAILED, file.toString(), "without --dir");
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void theServerRefusesTheName() throws Exception {
        Path odd = Files.writeString(directory.resolve("back\\slash"), "x");
        Path stored = Files.createDirectory(directory.resolve("stored"));
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString())) {
            send(odd).assertFails(FAILED, "back\\slash", "not the name of a file");
            assertThat(TestFiles.names(stored)).isEmpty();
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void theServersDirectoryHasVanished() throws Exception {
        Path stored = Files.createDirectory(directory.resolve("stored"));
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString())) {
            Files.delete(stored);
            Run run = send(file);
            run.assertFails(FAILED, file.toString(), "the server cannot store it");
            assertThat(run.err()).doesNotContain(stored.toString());
            assertThat(serving.err().lines()).hasSize(1);
            assertThat(serving.err()).startsWith("mux: cannot store file: ");
        }
    }

    @Test
    void nobodyServesTheChannel() throws Exception {
        try (Serving serving = Serving.with("--socket", socket)) {
            Run.withInput("a", "connect", "--socket", socket, "--channel", "nope")
                    .assertFails(FAILED, "'nope'");
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void aNameToForwardIsTaken() {
        for (String taken : List.of("echo", "sink", "upload", "mux.top")) {
            Run.of("serve", "--socket", socket, "--forward", taken + "=:1")
                    .assertFails(WRONG_USAGE, "'" + taken + "' is taken");
        }
        Run.of("serve", "--socket", socket, "--forward", "a=:1", "--forward", "a=:2")
                .assertFails(WRONG_USAGE, "'a' is taken by two");
        assertThat(Path.of(socket)).doesNotExist();
    }

    @Test
    void whereToListenIsTakenOrElsewhere() throws Exception {
        try (Serving serving = Serving.with("--socket", socket);
                ServerSocket taken = Detour.listen()) {
            forward("127.0.0.1:" + taken.getLocalPort())
                    .assertFails(
                            FAILED, "cannot listen on 127.0.0.1:" + taken.getLocalPort(), "Address already in use");
            forward("nowhere.invalid:1").assertFails(FAILED, "cannot listen on nowhere.invalid:1", "unknown host");
            forward("192.0.2.1:1").assertFails(FAILED, "cannot listen on 192.0.2.1:1", "assign requested address");
            assertThat(serving.err()).isEmpty();
        }
    }

    private Run forward(String listen) {
        return Run.of("forward", "--socket", socket, "--to", "a", "--listen", listen);
    }

    @Test
    void thereIsNoServerToForwardTo() {
        forward(":0").assertFails(FAILED, socket, "no server");
    }

    @Test
    void nobodyServesWhatIsForwarded() throws Exception {
        try (Serving serving = Serving.with("--socket", socket);
                Serving forwarding = Serving.forwarding("--socket", socket, "--listen", ":0", "--to", "nope");
                Socket client = Detour.connect(Detour.port(forwarding))) {
            assertThatThrownBy(() -> client.getInputStream().readAllBytes()).hasMessageContaining("reset");
            Eventually.holds("it was told of", () -> !forwarding.err().isEmpty());
            assertThat(forwarding.err())
                    .startsWith("mux: cannot carry a connection on to 'nope': ")
                    .hasLineCount(1);
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void theServerDoesNotShowWhatItDoes() throws Exception {
        MuxBinding silent =
                Objects.requireNonNull(MuxServer.create().unix(socket).bind().block());
        try {
            Run.of("top", "--socket", socket).assertFails(FAILED, socket, "does not offer 'mux.top'");
        } finally {
            silent.dispose();
            silent.onDispose().block(); // then nothing of it is left
        }
    }

    @Test
    void theCommandLineIsWrong() {
        Run.of().assertFails(WRONG_USAGE, "Which command?", "mux --help");
        Run.of("--frob").assertFails(WRONG_USAGE, "--frob");
        Run.of("frob").assertFails(WRONG_USAGE, "frob");
        Run.of("send", "--socket", socket).assertFails(WRONG_USAGE, "FILE", "mux send --help");
        Run.of("connect").assertFails(WRONG_USAGE, "--socket", "--tcp", "mux connect --help");
        Run.of("serve").assertFails(WRONG_USAGE, "--socket", "--tcp", "mux serve --help");
        Run.of("connect", "--socket", socket, "--frob").assertFails(WRONG_USAGE, "--frob");
        send("a\0b").assertFails(WRONG_USAGE, "FILE", "is no path");
        Run.of("serve", "--socket", socket, "--dir", "a\0b").assertFails(WRONG_USAGE, "--dir", "is no path");
        Run.of("serve", "--socket", socket, "--mode", "999").assertFails(WRONG_USAGE, "'999'");
        Run.of("serve", "--socket", socket, "--transport", "tcp").assertFails(WRONG_USAGE, "'tcp'", "epoll, io_uring");
        Run.of("serve", "--socket", socket, "--transport", "memory").assertFails(WRONG_USAGE, "'memory'");
        Run.of("serve", "--socket", socket, "--grace", "-1").assertFails(WRONG_USAGE, "--grace");
        Run.of("connect", "--socket", socket, "--wait", "-1").assertFails(WRONG_USAGE, "--wait");
        Run.of("forward", "--socket", socket, "--to", "a").assertFails(WRONG_USAGE, "--listen");
        Run.of("forward", "--socket", socket, "--listen", ":1").assertFails(WRONG_USAGE, "--to");
        Run.of("forward", "--socket", socket, "--to", "a", "--listen", "1")
                .assertFails(WRONG_USAGE, "'1'", "HOST:PORT");
        Run.of("forward", "--socket", socket, "--to", "a", "--listen", ":65536")
                .assertFails(WRONG_USAGE, "':65536'", "65535");
        Run.of("serve", "--socket", socket, "--forward", ":1").assertFails(WRONG_USAGE, "NAME=HOST:PORT");
        Run.of("serve", "--socket", socket, "--forward", "=a:1").assertFails(WRONG_USAGE, "NAME=HOST:PORT");
        Run.of("serve", "--socket", socket, "--forward", "a=b").assertFails(WRONG_USAGE, "'b'", "HOST:PORT");
        Run.of("serve", "--socket", socket, "--forward", "a=b:0").assertFails(WRONG_USAGE, "port 0");
        Run.of("top", "--socket", socket, "--interval", "0").assertFails(WRONG_USAGE, "--interval");
        Run.of("demo", "--rounds", "0").assertFails(WRONG_USAGE, "--rounds");
        Run.of("demo", "--seconds", "NaN").assertFails(WRONG_USAGE, "--seconds");
    }

    @Test
    void aFileToSendHasNoName() {
        send("").assertFails(FAILED, "no such file: ''");
        send(directory.resolve("..")).assertFails(FAILED, "is a directory");
    }
}
