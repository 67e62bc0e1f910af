package org.reactivemux.samples.webflux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, with little memory, which is killed in the end. */
final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** Without job control a shell has what runs in the background ignore SIGINT, and so would all that a build starts. */
    private static final List<String> INTERRUPTIBLY =
            Files.exists(Path.of("/proc/self")) ? List.of("env", "--default-signal=INT") : List.of();

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private Program(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = err;
    }

    /** From the classes that are tested. */
    static Program start(Path directory, String... args) throws IOException {
        return run(directory, List.of("-cp", System.getProperty("java.class.path"), MuxWebflux.class.getName()), args);
    }

    /** From a jar. */
    static Program startJar(Path directory, Path jar, String... args) throws IOException {
        return run(directory, List.of("-jar", jar.toString()), args);
    }

    private static Program run(Path directory, List<String> what, String... args) throws IOException {
        List<String> command = new ArrayList<>(INTERRUPTIBLY);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        if (Runtime.version().feature() >= 24) { // which warn on standard error about what Netty does
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(what);
        command.addAll(List.of(args));
        Path err = Files.createTempFile("mux-webflux-test", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        return new Program(process, err);
    }

    /** The next line of standard output. */
    String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the program ended: " + Files.readString(err));
        }
        return line;
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits until it ends. */
    int await() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end");
        }
        return process.exitValue();
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
