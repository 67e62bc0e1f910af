package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Python program that is running, beside the tests and for as long as one of them lasts. */
public final class PythonProgram implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private PythonProgram(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /** Skips the test, and says so, where there is no Python; but in CI, where there must be one, fails it. */
    public static void assumeThatPythonIsThere() {
        try {
            Process version = new ProcessBuilder("python3", "--version")
                    .redirectErrorStream(true)
                    .start();
            version.getInputStream().readAllBytes();
            if (version.waitFor() != 0) {
                missing("python3 does not work");
            }
        } catch (IOException e) {
            missing("there is no python3");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Skips the test aloud, or fails it in CI. */
    static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail("In CI nothing may be skipped, but " + what);
        }
        System.out.println("SKIPPED: " + what);
        Assumptions.abort(what);
    }

    /** A script of this module's tests. */
    public static Path script(String name) {
        return Path.of(System.getProperty("basedir", ""), "src", "test", "python", name)
                .toAbsolutePath();
    }

    public static PythonProgram start(Path script, Object... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", "-B", script.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Path errors = Files.createTempFile("python", ".log");
            File log = errors.toFile();
            return new PythonProgram(
                    new ProcessBuilder(command).redirectError(log).start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program prints a line, which must be that one. */
    public void awaitLine(String expected) {
        String line = CompletableFuture.supplyAsync(this::nextLine)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        assertThat(line)
                .as("the next line of the Python program; its errors: %s", errors())
                .isEqualTo(expected);
    }

    /** Ends its standard input. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String nextLine() {
        try {
            String line = output.readLine();
            return line == null ? "(the end of its output)" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal, such as STOP and CONT. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Files.delete(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
