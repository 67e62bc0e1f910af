package org.reactivemux.reactor.transport;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs a program which obeys, and is killed at the latest after a minute. */
public final class ServerProcess implements AutoCloseable {
    private static final int LONGEST_LIFE_SECONDS = 60;

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private ServerProcess(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        CompletableFuture.delayedExecutor(LONGEST_LIFE_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
    }

    /**
     * Starts a {@link ServerProgram}.
     *
     * @param servers how many servers it starts at once
     * @param wrapper a command that runs the JVM, or nothing
     */
    static ServerProcess launch(Path workingDirectory, int servers, String... wrapper) throws IOException {
        return launch(ServerProgram.class, workingDirectory, servers, wrapper);
    }

    /**
     * Starts a program.
     *
     * @param program has a {@code main} that is told how many servers to start at once
     * @param wrapper a command that runs the JVM, or nothing
     */
    public static ServerProcess launch(Class<?> program, Path workingDirectory, int servers, String... wrapper)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx64m"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(List.of("-cp", classPath(), program.getName(), Integer.toString(servers)));
        return new ServerProcess(new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    // With absolute entries, as the process may run in another directory.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
    }

    /** Gives an order without waiting for the answer. */
    public void order(String line) {
        orders.println(line);
    }

    public String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process ended without an answer");
        }
        return line;
    }

    public String ask(String line) throws IOException {
        order(line);
        return answer();
    }

    /** Kills it, so that it cannot clean up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal, such as STOP and CONT. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        orders.close();
        answers.close();
    }
}
