package org.reactivemux.samples.cli;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, with little memory, which is killed in the end. */
final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private Program(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = err;
    }

    static Program start(Path workingDirectory, String... args) throws IOException {
        return start(workingDirectory, List.of(), args);
    }

    /**
     * Starts it by another command.
     *
     * @param wrapper runs the command that comes behind it, in the same process
     */
    static Program start(Path workingDirectory, List<String> wrapper, String... args) throws IOException {
        List<String> command = new ArrayList<>(Signals.heard());
        command.addAll(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        if (Runtime.version().feature() >= 24) { // which warn on standard error about what Netty does
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.add("-Djava.io.tmpdir=" + workingDirectory.toAbsolutePath());
        command.addAll(List.of("-cp", classPath(), Mux.class.getName()));
        command.addAll(List.of(args));
        Path err = Files.createTempFile("mux-test", ".err");
        return new Program(
                new ProcessBuilder(command)
                        .directory(workingDirectory.toFile())
                        .redirectError(err.toFile())
                        .start(),
                err);
    }

    // With absolute entries, as the process runs in another directory.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
    }

    /** The next line of standard output. */
    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the program ended: " + Files.readString(err));
        }
        return line;
    }

    /** Writes a line to its standard input, which stays open. */
    void type(String line) throws IOException {
        BufferedWriter in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(line + "\n");
        in.flush();
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it ends, and gives the rest of what it wrote. */
    Run await() throws Exception {
        String rest = out.lines().collect(joining("\n"));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end; it wrote " + rest);
        }
        return new Run(process.exitValue(), rest, Files.readString(err));
    }

    /** Sends a signal: INT, as Ctrl-C does, or TERM. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Kills it, so that it cannot clean up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        out.close();
        Files.deleteIfExists(err);
    }
}
