package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as processes of its own: what a signal, a kill and little memory do to it. */
@Timeout(90)
class ProcessesTest {
    private static final long SO_LARGE_THAT_IT_TAKES_A_WHILE = 8L << 30;

    @TempDir
    Path directory;

    Path stored;

    @BeforeEach
    void prepare() throws Exception {
        stored = Files.createDirectory(directory.resolve("stored"));
    }

    private Program serve(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("serve", "--socket", "mux.sock", "--dir", "stored"));
        args.addAll(List.of(more));
        Program server = Program.start(directory, args.toArray(String[]::new));
        assertThat(server.line()).isEqualTo("listening on mux.sock");
        return server;
    }

    private Program send(String file) throws Exception {
        return Program.start(directory, "send", "--socket", "mux.sock", file);
    }

    private Program sendWhatTakesAWhile() throws Exception {
        TestFiles.sparse(directory.resolve("large"), SO_LARGE_THAT_IT_TAKES_A_WHILE);
        Program client = send("large");
        Eventually.holds("the upload is under way", () -> TestFiles.isUploading(stored));
        return client;
    }

    @Test
    void aFileLargerThanTheMemoryOfBothSidesPasses() throws Exception {
        Path large = TestFiles.random(directory.resolve("large"), 300_000_000);
        try (Program server = serve();
                Program client = send("large")) {
            Run run = client.await();
            run.assertFine();
            assertThat(run.out()).endsWith("  large");
            server.signal("TERM");
            assertThat(server.await()).isEqualTo(new Run(143, "", ""));
        }
        assertThat(Files.mismatch(stored.resolve("large"), large)).isEqualTo(-1);
    }

    /** Of text that it cannot format, picocli warns on the error output of the process itself. */
    @Test
    void helpIsAllThatHelpPrints() throws Exception {
        for (String command : List.of("serve", "send", "connect", "forward", "top", "demo")) {
            try (Program help = Program.start(directory, command, "--help")) {
                Run run = help.await();
                run.assertFine();
                assertThat(run.out()).contains("Usage: mux " + command);
            }
        }
    }

    @Test
    void aServerThatIsToldToEndRemovesItsSocket() throws Exception {
        for (String signal : new String[] {"TERM", "INT"}) {
            try (Program server = serve()) {
                server.signal(signal);
                assertThat(server.await()).isEqualTo(new Run(signal.equals("TERM") ? 143 : 130, "", ""));
            }
            assertThat(TestFiles.names(directory)).containsExactly("stored");
        }
    }

    /** As in the background of a shell without job control: the shell's user does not mean this process by Ctrl-C. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aServerThatWasStartedToIgnoreInterruptsDoesAndIsTerminatedInGoodOrder() throws Exception {
        try (Program server =
                Program.start(directory, List.of("env", "--ignore-signal=INT"), "serve", "--socket", "mux.sock")) {
            assertThat(server.line()).isEqualTo("listening on mux.sock");
            server.signal("INT");
            Run run = Run.withInput(
                    "hello",
                    "connect",
                    "--socket",
                    directory.resolve("mux.sock").toString());
            run.assertFine();
            assertThat(run.out()).isEqualTo("hello\n");
            server.signal("TERM");
            assertThat(server.await()).isEqualTo(new Run(143, "", ""));
        }
        assertThat(TestFiles.names(directory)).containsExactly("stored");
    }

    @Test
    void aServerThatIsToldToEndDuringAnUploadGivesItUpAfterTheGrace() throws Exception {
        try (Program server = serve("--grace", "0.2");
                Program client = sendWhatTakesAWhile()) {
            server.signal("TERM");
            assertThat(server.await().code()).isEqualTo(143);
            client.await().assertFails(1);
        }
        assertThat(TestFiles.names(directory)).containsExactly("large", "stored");
        assertThat(TestFiles.names(stored)).isEmpty();
    }

    @Test
    void aServerThatIsToldToEndLetsAnUploadFinishWithinTheGrace() throws Exception {
        TestFiles.sparse(directory.resolve("large"), 200L << 20);
        try (Program server = serve("--grace", "30");
                Program client = send("large")) {
            Eventually.holds("the upload is under way", () -> TestFiles.isUploading(stored));
            server.signal("TERM");
            assertThat(server.await().code()).isEqualTo(143);
            client.await().assertFine();
        }
        assertThat(TestFiles.names(stored)).containsExactly("large");
    }

    @Test
    void aServerThatIsKilledLeavesNothingUnderTheFinalName() throws Exception {
        try (Program server = serve();
                Program client = sendWhatTakesAWhile()) {
            server.kill();
            client.await().assertFails(1, "1 of 1 files were not stored: the connection was lost");
        }
        assertThat(stored.resolve("large")).doesNotExist();
        try (Program successor = serve()) {
            successor.signal("TERM");
            successor.await();
        }
        assertThat(directory.resolve("mux.sock")).doesNotExist();
    }

    @Test
    void aSenderThatIsInterruptedLeavesNothingAtTheServer() throws Exception {
        try (Program server = serve();
                Program client = sendWhatTakesAWhile()) {
            client.signal("INT");
            assertThat(client.await().code()).isEqualTo(130);
            Eventually.holds("nothing is left", () -> TestFiles.names(stored).isEmpty());
            server.signal("TERM");
            assertThat(server.await().err()).isEmpty();
        }
    }

    @Test
    void aSenderThatIsKilledLeavesNothingAtTheServer() throws Exception {
        try (Program server = serve();
                Program client = sendWhatTakesAWhile()) {
            client.kill();
            Eventually.holds("nothing is left", () -> TestFiles.names(stored).isEmpty());
            server.signal("TERM");
            assertThat(server.await().err()).isEmpty();
        }
    }

    @Test
    void aClientWhoseServerDiesEndsThoughItsInputIsOpen() throws Exception {
        try (Program server = serve();
                Program client = Program.start(directory, "connect", "--socket", "mux.sock")) {
            client.type("hello");
            assertThat(client.line()).isEqualTo("hello");
            server.kill();
            client.await().assertFails(1);
        }
    }

    @Test
    void aForwarderThatIsToldToEndDoesSoAtOnceWhenNothingIsOpen() throws Exception {
        try (Program server = serve("--forward", "target=:1");
                Program forwarder = Program.start(
                        directory, "forward", "--socket", "mux.sock", "--listen", "[::1]:0", "--to", "target")) {
            assertThat(forwarder.line()).startsWith("listening on [0:0:0:0:0:0:0:1]:");
            forwarder.signal("TERM");
            assertThat(forwarder.await()).isEqualTo(new Run(143, "", ""));
            server.signal("TERM");
            assertThat(server.await()).isEqualTo(new Run(143, "", ""));
        }
    }

    @Test
    void theDemonstrationEndsWellAndLeavesNothing() throws Exception {
        try (Program demo = Program.start(directory, "demo", "--seconds", "0.6")) {
            Run run = demo.await();
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).as(run.out()).isZero();
            assertThat(run.out())
                    .contains("round 3 of 3, with trouble", "stopped reader     read 10 and stopped")
                    .contains("median of the ratios")
                    .endsWith("Nobody else was slowed, and every byte was right.");
        }
        assertThat(TestFiles.names(directory)).containsExactly("stored");
    }

    @Test
    void aDemonstrationThatIsInterruptedLeavesNothing() throws Exception {
        try (Program demo = Program.start(directory, "demo")) {
            assertThat(demo.line()).isEqualTo("warming up");
            demo.signal("INT");
            assertThat(demo.await().code()).isEqualTo(130);
        }
        assertThat(TestFiles.names(directory)).containsExactly("stored");
    }
}
