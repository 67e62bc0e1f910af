package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong: one line says what it is, and the exit code that it failed. */
class MistakesTest {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir
    Path directory;

    private void assertFails(int code, String words, String... args) throws Exception {
        try (Program program = Program.start(directory, args)) {
            assertThat(program.await()).as(program.err()).isEqualTo(code);
            assertThat(program.err().lines()).as(program.err()).hasSize(1);
            assertThat(program.err())
                    .startsWith("mux-webflux: ")
                    .contains(words)
                    .doesNotContain("Exception");
        }
    }

    static Stream<Arguments> wrongCommandLines() {
        return Stream.of(
                Arguments.of(List.of("--port", "65536"), "it is 0 to 65,535, not 65536"),
                Arguments.of(List.of("--port", "http"), "it is 0 to 65,535, not http"),
                Arguments.of(List.of("worker", "--socket", "s", "--rate", "0"), "it is 1 to 1,000,000, not 0"),
                Arguments.of(List.of("worker"), "--socket"),
                Arguments.of(List.of("broker"), "broker"));
    }

    @ParameterizedTest
    @MethodSource("wrongCommandLines")
    void theCommandLineIsWrong(List<String> args, String words) throws Exception {
        assertFails(WRONG_USAGE, words, args.toArray(String[]::new));
    }

    @Test
    void thePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertFails(FAILED, "port " + port + " is in use", "gateway", "--socket", "s", "--port", port);
        }
    }

    @Test
    void theDirectoryOfTheSocketIsMissing() throws Exception {
        String socket = directory.resolve("absent").resolve("market.sock").toString();
        assertFails(FAILED, "no such directory", "worker", "--socket", socket);
    }
}
