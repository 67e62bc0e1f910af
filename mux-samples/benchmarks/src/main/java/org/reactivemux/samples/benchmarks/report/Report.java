package org.reactivemux.samples.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.reactivemux.samples.benchmarks.run.BenchmarkException;

/**
 * The report: {@code performance.md} with its generated parts, and beside it {@code performance/} with results and plots.
 * A README above them shows the highlights, if it has a place for them.
 *
 * @param directory of both
 */
public record Report(Path directory) {
    /** Where it lies in this project. */
    public static final Path DOCS = Path.of("docs");

    private static final String DOCUMENT = "performance.md";
    private static final String ATTACHMENTS = "performance";
    private static final String README = "README.md";
    private static final String HIGHLIGHTS = "highlights";

    /** What it is written from. */
    public ResultsFile<Results> results() {
        return new ResultsFile<>(attachments().resolve("results.json"), Results.class);
    }

    /** What its table of single operations is written from. */
    public ResultsFile<MicroResults> micro() {
        return new ResultsFile<>(attachments().resolve("micro.json"), MicroResults.class);
    }

    /** What its table of compression is written from. */
    public ResultsFile<CompressionResults> compression() {
        return new ResultsFile<>(attachments().resolve("compression.json"), CompressionResults.class);
    }

    /** Makes sure that it can be written, before hours are spent on measuring. */
    public void prepare() {
        if (!Files.exists(document())) {
            throw new BenchmarkException(
                    "there is no %s, whose generated parts would be written".formatted(document()));
        }
        try {
            Files.createDirectories(attachments());
        } catch (IOException e) {
            throw new BenchmarkException("cannot write to %s: %s".formatted(directory, e), e);
        }
    }

    /** Writes all of it but the tables of single operations and of compression. */
    public void write(Results results) {
        Tables tables = new Tables(results);
        rewrite(
                document(),
                document -> document.with("targets", tables.targets())
                        .with("ratios", tables.ratios())
                        .with("values", tables.values())
                        .with("allocations", tables.allocations())
                        .with("environment", tables.environment()));
        if (Files.exists(readme())) {
            rewrite(
                    readme(),
                    document ->
                            document.has(HIGHLIGHTS) ? document.with(HIGHLIGHTS, Highlights.of(results)) : document);
        }
        try {
            Plots.write(results, attachments());
        } catch (IOException e) {
            throw new BenchmarkException("cannot draw the plots: " + e, e);
        }
    }

    /** Writes the table of single operations. */
    public void write(MicroResults results) {
        rewrite(document -> document.with("micro", results.text()));
    }

    private void rewrite(UnaryOperator<Document> change) {
        rewrite(document(), change);
    }

    /** Writes the table of what compression saves and costs. */
    public void write(CompressionResults results) {
        rewrite(document(), document -> document.with("compression", results.text()));
    }

    private static void rewrite(Path file, UnaryOperator<Document> change) {
        try {
            Document document = new Document(Files.readString(file, StandardCharsets.UTF_8));
            Files.writeString(file, change.apply(document).text(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BenchmarkException("cannot write the report: " + e, e);
        }
    }

    private Path document() {
        return directory.resolve(DOCUMENT);
    }

    private Path readme() {
        return directory.resolveSibling(README);
    }

    private Path attachments() {
        return directory.resolve(ATTACHMENTS);
    }
}
