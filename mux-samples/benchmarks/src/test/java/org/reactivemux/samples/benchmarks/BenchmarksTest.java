package org.reactivemux.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.samples.benchmarks.micro.Operation;
import org.reactivemux.samples.benchmarks.report.MicroResults;
import org.reactivemux.samples.benchmarks.report.Report;
import picocli.CommandLine;

class BenchmarksTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "performance.md");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @BeforeEach
    void copyTheDocument() throws IOException {
        Files.copy(DOCUMENT, directory.resolve("performance.md"));
    }

    @Test
    void aRunMeasuresInTurnsAndWritesTheReport() throws IOException {
        int code = execute(
                "run",
                "--smoke",
                "--out",
                directory.toString(),
                "--workload",
                "requests-64",
                "--workload",
                "idle-100k",
                "--contender",
                "mux_epoll",
                "--contender",
                "MUX_NIO");

        assertThat(err).hasToString("");
        assertThat(code).isZero();
        assertThat(out.toString()).contains("1/2 requests 64 B", "2/2 100,000 idle channels", "reactive-mux, NIO: ");
        assertThat(directory.resolve("performance.md"))
                .content()
                .containsPattern("\\| requests 64 B, a channel each, 64 at a time \\| messages/s \\| \\S+ × ");
        assertThat(directory.resolve("performance/results.json")).exists();
        assertThat(directory.resolve("performance/idle-heap.svg")).exists();
    }

    @Test
    void theReportCanBeWrittenAgainFromTheResults() throws IOException {
        execute("run", "--smoke", "--out", directory.toString(), "--workload", "ping-pong", "--contender", "MUX_NIO");
        Path document = directory.resolve("performance.md");
        String written = Files.readString(document);
        Files.copy(DOCUMENT, document, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        int code = execute("report", "--out", directory.toString());

        assertThat(code).isZero();
        assertThat(document).hasContent(written);
    }

    @Test
    void operationsAreMeasuredInAJvmOfTheirOwnAndTheirTableIsWritten() throws IOException {
        int code = execute("micro", "--quick", "--operation", "FlowControl.*window", "--out", directory.toString());

        assertThat(code).isZero();
        String row = "\\| FlowControl.window \\|  \\| \\S+ ± \\S+ \\| 0.0 \\|";
        assertThat(out.toString()).containsPattern(row);
        assertThat(directory.resolve("performance.md")).content().containsPattern(row);
        assertThat(directory.resolve("performance/micro.json")).exists();
    }

    @Test
    void operationsThatAreOnlyTriedAreNotWritten() {
        int code = execute("micro", "--smoke", "--operation", "FlowControl", "--out", directory.toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("1/4 FlowControl.allowance", "| FlowControl.window |");
        assertThat(directory.resolve("performance")).doesNotExist();
    }

    @Test
    void whatCompressionSavesAndCostsIsTold() {
        int code = execute("compression", "--smoke", "--out", directory.toString());

        assertThat(err).hasToString("");
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("Compression.compress", "Inflation.inflate")
                .containsPattern("\\| json, 65,536 B \\| zstd, level 3 \\| [789]\\d\\.\\d % \\| \\S+ \\| \\S+ \\| \\S+")
                .containsPattern("\\| random, 1,024 B \\| deflate, level 6 \\| 0\\.0 % \\| \\S+ \\| – \\| ");
        assertThat(directory.resolve("performance")).doesNotExist();
    }

    @Test
    void anUnknownOperationIsOneLineAndTheCodeOfAMistake() {
        int code = execute("micro", "--smoke", "--operation", "juggling");

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString().lines()).containsExactly("benchmarks: there is no operation 'juggling'");
    }

    @Test
    void theReportCanBeWrittenFromSingleOperationsAlone() {
        Report report = new Report(directory);
        report.prepare();
        Operation operation = new Operation("Encoding.data", "size 64", 1, 0.5, 0);
        report.micro().write(MicroResults.here(List.of(), List.of(operation)));

        int code = execute("report", "--out", directory.toString());

        assertThat(code).isZero();
        assertThat(directory.resolve("performance.md"))
                .content()
                .contains("| Encoding.data | size 64 | 1.0 ± 0.5 | 0.0 |");
    }

    @Test
    void anUnknownWorkloadIsOneLineAndTheCodeOfAMistake() {
        int code = execute("run", "--workload", "juggling");

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("benchmarks: there is no workload 'juggling'; there are stream-down-64, ");
    }

    @Test
    void aDirectoryWithoutTheDocumentIsOneLineAndTheCodeOfAFailure() {
        int code = execute("run", "--out", directory.resolve("elsewhere").toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString().lines()).singleElement().asString().contains("there is no", "performance.md");
    }

    @Test
    void aReportNeedsResults() {
        int code = execute("report", "--out", directory.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString().lines()).singleElement().asString().contains("there are no results in");
    }

    private int execute(String... args) {
        return Benchmarks.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
