package org.reactivemux.samples.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reactivemux.samples.benchmarks.run.BenchmarkException;

/**
 * The report: {@code performance.md} with its generated parts, and beside it {@code performance/} with results and plots.
 *
 * @param directory of both
 */
public record Report(Path directory) {
    private static final String DOCUMENT = "performance.md";
    private static final String ATTACHMENTS = "performance";

    /** What the report is written from. */
    public ResultsFile results() {
        return new ResultsFile(directory.resolve(ATTACHMENTS).resolve("results.json"));
    }

    /** Makes sure that it can be written, before hours are spent on measuring. */
    public void prepare() {
        if (!Files.exists(document())) {
            throw new BenchmarkException(
                    "there is no %s, whose generated parts would be written".formatted(document()));
        }
        try {
            Files.createDirectories(directory.resolve(ATTACHMENTS));
        } catch (IOException e) {
            throw new BenchmarkException("cannot write to %s: %s".formatted(directory, e), e);
        }
    }

    /** Writes all of it. */
    public void write(Results results) {
        Tables tables = new Tables(results);
        try {
            Document document = new Document(Files.readString(document(), StandardCharsets.UTF_8))
                    .with("targets", tables.targets())
                    .with("ratios", tables.ratios())
                    .with("values", tables.values())
                    .with("allocations", tables.allocations())
                    .with("environment", tables.environment());
            Files.writeString(document(), document.text(), StandardCharsets.UTF_8);
            Plots.write(results, directory.resolve(ATTACHMENTS));
        } catch (IOException e) {
            throw new BenchmarkException("cannot write the report: " + e, e);
        }
    }

    private Path document() {
        return directory.resolve(DOCUMENT);
    }
}
