package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path directory;

    Path stored;
    String socket;

    @BeforeEach
    void prepare() throws Exception {
        stored = Files.createDirectory(directory.resolve("stored"));
        socket = directory.resolve("mux.sock").toString();
    }

    @Test
    void filesAreStoredAndListedAsSha256sumDoes() throws Exception {
        Path small = Files.writeString(directory.resolve("small"), "hello");
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path large = TestFiles.random(directory.resolve("large"), 3_000_001);
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString())) {
            Run run = Run.of("send", "--socket", socket, small.toString(), empty.toString(), large.toString());
            run.assertFine();
            assertThat(run.out().lines())
                    .hasSize(3)
                    .contains(
                            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  " + small,
                            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  " + empty);
            assertThat(serving.err()).isEmpty();
        }
        assertThat(TestFiles.names(stored)).containsExactly("empty", "large", "small");
        assertThat(stored.resolve("large")).hasSameBinaryContentAs(large);
        assertThat(stored.resolve("small")).hasContent("hello");
    }

    @Test
    void moreFilesThanMayBeOpenAtOnceAreSentToo() throws Exception {
        List<String> args = new ArrayList<>(List.of("send", "--socket", socket));
        for (int i = 0; i < 600; i++) {
            args.add(Files.writeString(directory.resolve("file-" + i), "content " + i)
                    .toString());
        }
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString())) {
            Run run = Run.of(args.toArray(String[]::new));
            run.assertFine();
            assertThat(run.out().lines()).hasSize(600);
            assertThat(serving.err()).isEmpty();
        }
        assertThat(TestFiles.names(stored)).hasSize(600);
        assertThat(stored.resolve("file-599")).hasContent("content 599");
    }

    @Test
    void whatTheServerHasAlreadyIsNotReplacedAndTheOthersAreStored() throws Exception {
        Path old = Files.writeString(directory.resolve("old"), "new content");
        Path fresh = Files.writeString(directory.resolve("fresh"), "fresh");
        Files.writeString(stored.resolve("old"), "old content");
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString())) {
            Run run = Run.of("send", "--socket", socket, old.toString(), fresh.toString());
            run.assertFails(1, old.toString(), "already a file 'old'");
            assertThat(run.out().lines()).hasSize(1);
            assertThat(serving.err()).isEmpty();
        }
        assertThat(TestFiles.names(stored)).containsExactly("fresh", "old");
        assertThat(stored.resolve("old")).hasContent("old content");
    }

    @Test
    void withOverwriteItIsReplaced() throws Exception {
        Path old = Files.writeString(directory.resolve("old"), "new content");
        Files.writeString(stored.resolve("old"), "old content");
        try (Serving serving = Serving.with("--socket", socket, "--dir", stored.toString(), "--overwrite")) {
            Run.of("send", "--socket", socket, old.toString()).assertFine();
            assertThat(serving.err()).isEmpty();
        }
        assertThat(stored.resolve("old")).hasContent("new content");
    }

    @Test
    void linesComeBack() throws Exception {
        try (Serving serving = Serving.with("--socket", socket)) {
            for (String[] channel : new String[][] {{}, {"--channel", "echo"}}) {
                List<String> args = new ArrayList<>(List.of("connect", "--socket", socket));
                args.addAll(List.of(channel));
                Run run = Run.withInput("one\n\nlast", args.toArray(String[]::new));
                run.assertFine();
                assertThat(run.out()).isEqualTo("one\n\nlast\n");
            }
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void manyLinesComeBackInOrder() throws Exception {
        String input =
                IntStream.range(0, 50_000).mapToObj(Integer::toString).collect(Collectors.joining("\n", "", "\n"));
        try (Serving serving = Serving.with("--socket", socket)) {
            Run run = Run.withInput(input, "connect", "--socket", socket);
            run.assertFine();
            assertThat(run.out().equals(input)).isTrue();
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void theSinkTellsHowMuchItWas() throws Exception {
        try (Serving serving = Serving.with("--socket", socket)) {
            Run run = Run.withInput("one\n\nthree\n", "connect", "--socket", socket, "--channel", "sink");
            run.assertFine();
            assertThat(run.out()).isEqualTo("3 messages, 8 bytes\n");
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void theServerSaysWhereItListensAndRemovesTheSocketInTheEnd() throws Exception {
        try (Serving serving = Serving.with("--socket", socket, "--mode", "660")) {
            assertThat(serving.line()).isEqualTo("listening on " + socket);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(socket))))
                    .isEqualTo("rw-rw----");
            assertThat(serving.stop()).isZero();
        }
        assertThat(TestFiles.names(directory)).containsExactly("stored");
    }

    @Test
    void eachTransportServes() throws Exception {
        for (String transport : List.of("nio", "epoll")) {
            try (Serving serving = Serving.with("--socket", socket, "--transport", transport)) {
                Run run = Run.withInput("hello", "connect", "--socket", socket, "--transport", "nio");
                run.assertFine();
                assertThat(run.out()).isEqualTo("hello\n");
                assertThat(serving.err()).isEmpty();
            }
        }
    }

    @Test
    void aPlainServerIsGivenTimeForItsLastReplies() throws Exception {
        try (PlainEchoServer server = PlainEchoServer.at(Path.of(socket))) {
            Run run = Run.withInput("one\n\nthree", "connect", "--socket", socket, "--wait", "0.5");
            run.assertFine();
            assertThat(run.out()).isEqualTo("one\n\nthree\n");
            server.awaitClosedChannel();
        }
    }

    @Test
    void aPlainServerCannotBeAskedForNames() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "hello");
        try (PlainEchoServer server = PlainEchoServer.at(Path.of(socket))) {
            Run.withInput("a", "connect", "--socket", socket, "--channel", "echo")
                    .assertFails(1, "plain dialect");
            Run.of("send", "--socket", socket, file.toString()).assertFails(1, "plain dialect");
            Run.of("forward", "--socket", socket, "--listen", ":0", "--to", "a").assertFails(1, "plain dialect");
            Run.of("top", "--socket", socket).assertFails(1, "does not offer");
            assertThat(server.channels()).isZero();
        }
    }

    @Test
    void helpAndVersionAreForStandardOutput() {
        for (String command : List.of("", "serve", "send", "connect", "forward", "top", "demo")) {
            Run run = command.isEmpty() ? Run.of("--help") : Run.of(command, "--help");
            run.assertFine();
            assertThat(run.out()).contains("Usage: mux", "Exit codes:");
        }
        Run version = Run.of("--version");
        version.assertFine();
        assertThat(version.out()).startsWith("mux 0.").doesNotContain("$");
    }
}
