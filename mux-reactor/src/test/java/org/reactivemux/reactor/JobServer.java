package org.reactivemux.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.reactivemux.Transport;

/**
 * A server of jobs that is a process: {@code JobServer <transport> <socket> <record>}. It listens as soon as the path is
 * free. Told to end, it finishes what it has begun and then writes its record: each job, and how often it was begun.
 */
final class JobServer {
    static final String LISTENING = "LISTENING";
    private static final Duration GRACE = Duration.ofSeconds(30);

    private JobServer() {}

    public static void main(String[] arguments) {
        JobHandler jobs = new JobHandler();
        MuxServer server = MuxServer.create()
                .transport(Transport.valueOf(arguments[0]))
                .unix(arguments[1])
                .handle(Job.NAME, jobs);
        MuxBinding binding = Objects.requireNonNull(Succession.bind(server).block(GRACE));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            binding.shutdown(GRACE).block();
            write(Path.of(arguments[2]), jobs);
        }));
        System.out.println(LISTENING);
        binding.onDispose().block();
    }

    private static void write(Path record, JobHandler jobs) {
        List<String> lines = jobs.begun().entrySet().stream()
                .map(begun -> begun.getKey().number() + " " + begun.getValue())
                .toList();
        try {
            Files.write(record, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
