package org.reactivemux.samples.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.samples.benchmarks.Benchmarks;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.PingPong;

class ChildProcessTest {
    private static final String MAIN = Benchmarks.class.getName();
    private static final Jvm JVM = Jvm.withHeap("128m", MAIN);
    private static final Benchmark PING_PONG = Catalogue.find("ping-pong");

    @Test
    void oneThatDiesIsReportedWithItsName() {
        try (Duo duo = Duo.start(JVM, Contenders.MUX_NIO, 1)) {
            duo.connect();
            duo.server().kill();

            assertThatThrownBy(() -> duo.round(PING_PONG, 1))
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessageContaining("the server of reactive-mux, NIO has ended with code 137");
        }
    }

    @Test
    void oneThatCannotStartIsReportedWithItsLastWords() {
        try (Duo duo = Duo.start(new Jvm(List.of("-Xmx1z"), MAIN), Contenders.MUX_NIO, 1)) {
            assertThatThrownBy(duo::connect)
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessageContaining("has ended with code 1: Error");
        }
    }

    @Test
    void whatFailsInOneIsReportedWithTheQuestion() {
        Benchmark unheardOf = new Benchmark("juggling", "Juggling", new PingPong(1, 0));
        try (Duo duo = Duo.start(JVM, Contenders.MUX_NIO, 1)) {
            duo.connect();

            assertThatThrownBy(() -> duo.round(unheardOf, 1))
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessageContaining("the client of reactive-mux, NIO failed at RUN juggling 1: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWithItsInput(Role role, @TempDir Path directory) throws Exception {
        Side side = new Side(role, Contenders.MUX_NIO, 1, directory.resolve("s"));
        Process process = new ProcessBuilder(JVM.command(side))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        process.getOutputStream().close();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void endsWithItsInputInTheMiddleOfARound(@TempDir Path directory) throws Exception {
        try (Duo duo = Duo.start(JVM, Contenders.MUX_NIO, 1)) {
            duo.connect();
            duo.client().begin(Question.RUN, PING_PONG.id(), Integer.MAX_VALUE);

            duo.client().close();

            assertThat(duo.client().exitValue()).isZero();
        }
    }
}
