package org.reactivemux.samples.benchmarks.run;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A child, seen by its parent: asks, and is answered in time. */
final class ChildProcess implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String title;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final Path err;
    private final Duration patience;

    private ChildProcess(String title, Process process, Path err, Duration patience) {
        this.title = title;
        this.process = process;
        this.err = err;
        this.patience = patience;
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param err where its standard error goes; the last line is quoted if it ends early
     * @param patience for each answer
     */
    static ChildProcess start(Jvm jvm, Side side, Path err, Duration patience) {
        try {
            Process process = new ProcessBuilder(jvm.command(side))
                    .redirectError(err.toFile())
                    .start();
            return new ChildProcess(side.title(), process, err, patience);
        } catch (IOException e) {
            throw new BenchmarkException("cannot start %s: %s".formatted(side.title(), e.getMessage()), e);
        }
    }

    /**
     * Asks and waits.
     *
     * @return the answer to the question
     * @throws UnsupportedOperationException if the contender has no notion of it
     * @throws BenchmarkException if it went wrong
     */
    String ask(Question question, Object... more) {
        String asked = begin(question, more);
        Answer answer = answer();
        return switch (answer.outcome()) {
            case DONE -> answer.text();
            case UNSUPPORTED -> throw new UnsupportedOperationException(answer.text());
            case FAILED -> throw new BenchmarkException("%s failed at %s: %s".formatted(title, asked, answer.text()));
        };
    }

    /** Asks without waiting, and tells how. */
    String begin(Question question, Object... more) {
        String line = Stream.concat(Stream.of(question), Arrays.stream(more))
                .map(Object::toString)
                .collect(joining(" "));
        try {
            in.write(line + "\n");
            in.flush();
            return line;
        } catch (IOException gone) {
            throw ended(gone);
        }
    }

    private Answer answer() {
        CompletableFuture<@Nullable String> next = CompletableFuture.supplyAsync(this::readLine);
        try {
            String line = next.get(patience.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw ended(null);
            }
            return Answer.parse(line);
        } catch (TimeoutException late) {
            throw new BenchmarkException("%s gives no answer".formatted(title), late);
        } catch (ExecutionException broken) {
            throw ended(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", stopped);
        }
    }

    private @Nullable String readLine() {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BenchmarkException ended(@Nullable Throwable cause) {
        String text = "%s has ended with code %d: %s"
                .formatted(title, process.onExit().join().exitValue(), lastWords());
        return cause == null ? new BenchmarkException(text) : new BenchmarkException(text, cause);
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(err, StandardCharsets.UTF_8);
            return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "what it said cannot be read";
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** When it has ended. */
    int exitValue() {
        return process.exitValue();
    }

    /** The end of its input is what it ends with; if not, it is killed. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException alreadyGone) {
            kill();
        }
        process.onExit()
                .completeOnTimeout(process, FAREWELL.toSeconds(), TimeUnit.SECONDS)
                .join();
        kill();
    }
}
