package org.reactivemux.samples.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.reactivemux.samples.benchmarks.contender.Contenders;
import org.reactivemux.samples.benchmarks.workload.Benchmark;
import org.reactivemux.samples.benchmarks.workload.Figure;
import org.reactivemux.samples.benchmarks.workload.Figures;

/** The two processes of one contender. */
final class Duo implements AutoCloseable {
    /** Longer than a round waits for its own end. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Path directory;
    private final ChildProcess server;
    private final ChildProcess client;

    private Duo(Path directory, ChildProcess server, ChildProcess client) {
        this.directory = directory;
        this.server = server;
        this.client = client;
    }

    /**
     * Starts both.
     *
     * @param room for that many channels at the same time
     */
    static Duo start(Jvm jvm, Contenders contender, int room) {
        Path directory = temporaryDirectory();
        Path socket = directory.resolve("s");
        return new Duo(
                directory,
                child(jvm, new Side(Role.SERVER, contender, room, socket)),
                child(jvm, new Side(Role.CLIENT, contender, room, socket)));
    }

    /**
     * Waits until they are connected.
     *
     * @throws UnsupportedOperationException if the contender cannot be had here
     */
    void connect() {
        server.ask(Question.READY);
        client.ask(Question.READY);
    }

    private static ChildProcess child(Jvm jvm, Side side) {
        return ChildProcess.start(jvm, side, side.socket().resolveSibling(side.role() + ".err"), PATIENCE);
    }

    /**
     * Plays a round.
     *
     * @throws UnsupportedOperationException if the contender has no notion of the workload
     */
    Figures round(Benchmark benchmark, int amount) {
        long before = ask(server, Question.ALLOCATED);
        Figures figures = Figures.parse(client.ask(Question.RUN, benchmark.id(), amount));
        long allocated = ask(server, Question.ALLOCATED) - before;
        return figures.values().containsKey(Figure.ALLOCATED_CLIENT)
                ? figures.with(
                        Figure.ALLOCATED_SERVER,
                        (double) allocated / benchmark.workload().messages(amount))
                : figures;
    }

    void reconnect() {
        client.ask(Question.RECONNECT);
    }

    /** Bytes in use in the server. */
    long serverHeap() {
        return ask(server, Question.HEAP);
    }

    /** Bytes in use in the client. */
    long clientHeap() {
        return ask(client, Question.HEAP);
    }

    private static long ask(ChildProcess child, Question question) {
        return Long.parseLong(child.ask(question));
    }

    ChildProcess server() {
        return server;
    }

    ChildProcess client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        server.close();
        delete();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("mux");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> leavesFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : leavesFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
