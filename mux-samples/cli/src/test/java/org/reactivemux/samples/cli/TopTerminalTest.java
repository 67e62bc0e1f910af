package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code mux top} as a process on a real terminal: however it ends, the terminal is as it was. */
@Timeout(90)
@EnabledOnOs(OS.LINUX)
class TopTerminalTest {
    private static final String CTRL_C = "\u0003";
    private static final String SCREEN_TAKEN = "\u001b[?1049h";
    private static final String SCREEN_GIVEN_BACK = "\u001b[?1049l";
    private static final String CURSOR_SHOWN = "\u001b[?25h";

    /** Runs a command on a terminal of its own, which takes what is typed and gives what is shown. */
    private static final String ON_A_TERMINAL =
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

    @TempDir
    Path directory;

    private String socket() {
        return directory.resolve("mux.sock").toString();
    }

    /** When this returns it has taken the screen. */
    private Program top() throws Exception {
        List<String> terminal = List.of(
                "env",
                "TERM=xterm",
                Tool.find("python3").toString(),
                "-c",
                ON_A_TERMINAL,
                "sh",
                "-c",
                "stty rows 24 cols 100; exec \"$@\"",
                "sh");
        Program top = Program.start(directory, terminal, "top", "--socket", socket(), "--interval", "0.1");
        for (String line = top.line(); !line.contains(SCREEN_TAKEN); line = top.line()) {}
        return top;
    }

    private static void assertGivenBack(Run run, int code) {
        assertThat(run.code()).as(run.err() + run.out()).isEqualTo(code);
        assertThat(run.out()).contains(SCREEN_GIVEN_BACK, CURSOR_SHOWN).doesNotContain(SCREEN_TAKEN);
    }

    @Test
    void whenItsUserHasSeenEnough() throws Exception {
        try (Serving serving = Serving.with("--socket", socket());
                Program top = top()) {
            top.type("q");
            assertGivenBack(top.await(), 0);
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void whenItIsInterrupted() throws Exception {
        try (Serving serving = Serving.with("--socket", socket());
                Program top = top()) {
            top.type(CTRL_C);
            assertGivenBack(top.await(), 130);
            assertThat(serving.err()).isEmpty();
        }
    }

    @Test
    void whenTheServerEndsAndItSaysSoBelow() throws Exception {
        try (Serving serving = Serving.with("--socket", socket());
                Program top = top()) {
            serving.interrupt();
            Run run = top.await();
            assertGivenBack(run, 1);
            String said = run.out().substring(run.out().lastIndexOf(SCREEN_GIVEN_BACK)) + run.err();
            assertThat(said).contains("mux: the connection has ended");
        }
    }
}
