package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code mux serve} as it is replaced under load. */
@Timeout(90)
class DrainingServeTest {
    private static final int SOME = 300;

    @TempDir
    Path directory;

    private Program serve() throws Exception {
        Program server = Program.start(directory, "serve", "--socket", "mux.sock", "--grace", "30");
        assertThat(server.line()).isEqualTo("listening on mux.sock");
        return server;
    }

    @Test
    void aServerThatIsToldToEndFinishesWhatItHasBegunAndAnotherGoesOn() throws Exception {
        Path socket = directory.resolve("mux.sock");
        try (Program first = serve()) {
            EchoLoad load = new EchoLoad(socket);
            load.awaitMore(SOME);
            first.signal("TERM");
            Eventually.holds("the path is given up", () -> Files.notExists(socket));
            try (Program second = serve()) {
                assertThat(first.await()).isEqualTo(new Run(143, "", ""));
                load.awaitMore(SOME);
                load.stop();
                second.signal("TERM");
                assertThat(second.await()).isEqualTo(new Run(143, "", ""));
            }
        }
    }
}
