package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.reactivemux.reactor.transport.ServerProcess;

/** A server in another process that a crowd can take the last file descriptor from. */
final class CrowdedServer implements AutoCloseable {
    private static final int DESCRIPTORS = 200;

    private final Path path;
    private final ServerProcess process;
    private final List<SilentPeer> crowd = new ArrayList<>();

    private CrowdedServer(Path path, ServerProcess process) {
        this.path = path;
        this.process = process;
    }

    static CrowdedServer start(Sockets sockets) throws IOException {
        String limited = "ulimit -n %d; exec \"$@\"".formatted(DESCRIPTORS);
        CrowdedServer server = new CrowdedServer(
                sockets.path(),
                ServerProcess.launch(MuxServerProgram.class, sockets.path(""), 1, "sh", "-c", limited, "sh"));
        assertThat(server.process.ask(
                        MuxServerProgram.start(sockets.transport(), MuxServer.DEFAULT_MODE, sockets.path())))
                .isEqualTo(MuxServerProgram.STARTED);
        server.sendAwayOne();
        return server;
    }

    /** Once before descriptors are short, for the JVM needs some to load classes from directories. */
    private void sendAwayOne() throws IOException {
        try (SilentPeer one = SilentPeer.connect(path)) {
            one.awaitEnd();
        }
    }

    /** Connects, without a word, until no descriptor is left. */
    void crowd() throws IOException {
        while (descriptorsInUse() < DESCRIPTORS) {
            crowd.add(SilentPeer.connect(path));
        }
    }

    /** Waits until the first of the crowd is sent away, because its time for the handshake is up. */
    void awaitRoom() {
        crowd.get(0).awaitEnd();
    }

    /** Processor time used so far. */
    Duration cpu() {
        return process.handle().info().totalCpuDuration().orElseThrow();
    }

    private long descriptorsInUse() throws IOException {
        try (Stream<Path> descriptors =
                Files.list(Path.of("/proc", Long.toString(process.handle().pid()), "fd"))) {
            return descriptors.count();
        }
    }

    void stop() throws IOException {
        assertThat(process.ask("stop")).isEqualTo(MuxServerProgram.STOPPED);
        assertThat(path).doesNotExist();
    }

    @Override
    public void close() throws IOException {
        for (SilentPeer peer : crowd) {
            peer.close();
        }
        process.close();
        Files.deleteIfExists(path);
    }
}
