package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.reactivemux.Transport;

/** A JVM of its own that runs {@link JobServer}, and is killed in the end. */
final class JobServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final Process process;
    private final BufferedReader out;
    private final Path record;

    private JobServerProcess(Process process, Path record) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.record = record;
    }

    static JobServerProcess start(Transport transport, Path socket, Path record) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobServer.class.getName(),
                        transport.name(),
                        socket.toString(),
                        record.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new JobServerProcess(process, record);
    }

    void awaitListening() throws IOException {
        assertThat(out.readLine()).isEqualTo(JobServer.LISTENING);
    }

    /** SIGTERM. */
    void tellToEnd() {
        process.destroy();
    }

    void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the process has ended")
                .isTrue();
        assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    }

    /** The record of a process that has ended: how often it began each job. */
    Map<Job, Integer> begun() throws IOException {
        return Files.readAllLines(record).stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(
                        words -> new Job(Integer.parseInt(words[0])), words -> Integer.parseInt(words[1])));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        out.close();
    }
}
