package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program without a command: gateway and worker, begun together and ended together. */
class OneCommandTest {
    @TempDir
    Path directory;

    @Test
    void bothAreStartedAndAWorkerThatDiesIsReplaced() throws Exception {
        try (Program program = Program.start(directory, "--port", "0")) {
            Started first = Started.of(program);
            first.assertAnswers();

            first.worker().destroyForcibly();
            first.worker().onExit().join();
            String line = program.line();
            assertThat(line).startsWith("worker:");
            first.assertAnswers();

            ProcessHandle second = Started.workerIn(line);
            program.signal("INT");
            assertThat(program.await()).isEqualTo(130);
            assertThat(second.isAlive()).isFalse();
            assertThat(program.err().lines())
                    .as(program.err())
                    .containsExactly("mux-webflux: the worker has ended with code 137; starting another");
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("mux-webflux")))
                    .isEmpty();
        }
    }

    @Test
    void aWorkerEndsWithItsGatewayThoughThatWasKilled() throws Exception {
        try (Program program = Program.start(directory, "--port", "0")) {
            ProcessHandle worker = Started.of(program).worker();
            program.kill();
            Eventually.holds("the worker ends", () -> !worker.isAlive());
        }
    }
}
