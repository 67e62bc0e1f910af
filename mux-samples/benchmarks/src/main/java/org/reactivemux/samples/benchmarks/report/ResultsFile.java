package org.reactivemux.samples.benchmarks.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reactivemux.samples.benchmarks.run.BenchmarkException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Results as JSON, so that the report can be written again without measuring.
 *
 * @param path of the file
 * @param type what it holds
 * @param <T> the same
 */
public record ResultsFile<T>(Path path, Class<T> type) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Replaces what is there. */
    public void write(T results) {
        try {
            JSON.writeValue(path, results);
        } catch (JacksonException e) {
            throw new BenchmarkException("cannot write %s: %s".formatted(path, e.getOriginalMessage()), e);
        }
    }

    /** What is there; empty if there is no such file. */
    public Optional<T> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(path, type));
        } catch (JacksonException e) {
            throw new BenchmarkException("cannot read %s: %s".formatted(path, e.getOriginalMessage()), e);
        }
    }
}
