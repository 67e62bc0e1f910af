package org.reactivemux.samples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.run.BenchmarkException;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Catalogue;
import org.reactivemux.samples.benchmarks.workload.Figure;

class ReportTest {
    private static final Path PROJECT = Path.of("..", "..");

    @TempDir
    private Path project;

    private Path directory;
    private Report report;
    private Path document;

    @BeforeEach
    void copyTheDocument() throws IOException {
        directory = Files.createDirectory(project.resolve("docs"));
        document = directory.resolve("performance.md");
        Files.copy(PROJECT.resolve("docs").resolve("performance.md"), document);
        report = new Report(directory);
        report.prepare();
    }

    @Test
    void showsEveryWorkloadAndEveryContender() throws IOException {
        report.write(Fixture.everything());

        assertThat(Files.readString(document))
                .contains(Catalogue.all().stream().map(Benchmark::title).toList())
                .contains(Contenders.RSOCKET.title(), Contenders.RAW_IO_URING.title());
    }

    @Test
    void drawsEveryPlotThatTheDocumentShows() throws IOException {
        report.write(Fixture.everything());

        assertThat(Pattern.compile("]\\((performance/.*?\\.svg)\\)")
                        .matcher(Files.readString(document))
                        .results()
                        .map(match -> directory.resolve(match.group(1))))
                .hasSize(6)
                .allSatisfy(
                        plot -> assertThat(plot).content().startsWith("<svg").contains("<text"));
    }

    @Test
    void showsAFewRatiosInTheReadmeAboveIt() throws IOException {
        Path readme = project.resolve("README.md");
        Files.copy(PROJECT.resolve("README.md"), readme);

        report.write(Fixture.everything());

        assertThat(Files.readString(readme))
                .contains("| stream 64 B, to the client | messages/s | 150/s | 1.00 × | 1.00 × | 1.00 × |")
                .contains("a processor, 2 cores, a JDK, 2026-01-01");
    }

    @Test
    void leavesAReadmeAloneThatHasNoPlaceForThem() throws IOException {
        Path readme = Files.writeString(project.resolve("README.md"), "Another project");

        report.write(Fixture.everything());

        assertThat(readme).hasContent("Another project");
    }

    @Test
    void isTheSameWhenWrittenAgain() throws IOException {
        report.write(Fixture.everything());
        String once = Files.readString(document);

        report.write(Fixture.everything());

        assertThat(Files.readString(document)).isEqualTo(once);
    }

    @Test
    void canBeWrittenWithNothingMeasured() throws IOException {
        report.write(Fixture.nothing());

        assertThat(Files.readString(document)).contains("not measured").doesNotContain("reached |");
    }

    @Test
    void saysWhichTargetsWereReachedAndWhichMissed() throws IOException {
        report.write(Fixture.nothing()
                .with(Fixture.measurement(
                        "fan-in-100",
                        Figure.RATE,
                        Map.of(
                                Contenders.MUX_EPOLL, List.of(60.0),
                                Contenders.RSOCKET, List.of(10.0),
                                Contenders.GRPC, List.of(10.0)))));

        assertThat(Files.readAllLines(document))
                .filteredOn(line -> line.contains("| at least ") && !line.contains("not measured"))
                .satisfiesExactly(
                        rsocket -> assertThat(rsocket).contains("8 × RSocket-java", "6.00", "**missed**"),
                        grpc -> assertThat(grpc).contains("5 × gRPC-java", "6.00", "reached"));
    }

    @Test
    void showsWhatSingleOperationsCost() throws IOException {
        report.write(Fixture.operations());

        assertThat(Files.readString(document))
                .contains(
                        "| Encoding.data | size 64, memory HEAP | 12.3 ± 0.5 | 0.0 |",
                        "| FlowControl.window |  | 2.0 |")
                .contains("Measured on 2026-01-01: a processor, a JDK, `-flag`.");
    }

    @Test
    void compressionIsTold() throws IOException {
        report.write(Fixture.compression());

        assertThat(Files.readString(document))
                .contains(
                        "| text, 65,536 B | zstd, level 3 | 65.4 % | 200 | 50.0 | 328 |",
                        "| random, 1,024 B | deflate, level 1 | 0.0 % | 20.5 | – | 50.0 |")
                .contains("Measured on 2026-01-01: a processor, a JDK, `-flag`.");
    }

    @Test
    void ofSingleOperationsLeavesTheRestAsItIsAndTheOtherWayRound() throws IOException {
        report.write(Fixture.everything());
        report.write(Fixture.operations());
        String both = Files.readString(document);

        report.write(Fixture.everything());

        assertThat(Files.readString(document)).isEqualTo(both);
    }

    @Test
    void resultsAreReadAsTheyWereWritten() {
        report.results().write(Fixture.everything());
        report.micro().write(Fixture.operations());
        report.compression().write(Fixture.compression());

        assertThat(report.compression().read()).contains(Fixture.compression());
        assertThat(report.results().read()).contains(Fixture.everything());
        assertThat(report.micro().read()).contains(Fixture.operations());
    }

    @Test
    void aLaterMeasurementReplacesTheEarlierOneInItsPlace() {
        Results results = Fixture.everything()
                .with(Fixture.measurement("ping-pong", Figure.P50, Map.of(Contenders.MUX_NIO, List.of(1.0))));

        assertThat(results.measurements())
                .extracting(measurement -> Catalogue.find(measurement.workload()))
                .isEqualTo(Catalogue.all());
        assertThat(results.of("ping-pong").orElseThrow().values()).containsOnlyKeys(Contenders.MUX_NIO);
    }

    @Test
    void isRefusedWhereThereIsNoDocument() throws IOException {
        Files.delete(document);

        assertThatThrownBy(report::prepare)
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining(document.toString());
    }
}
