package org.reactivemux.samples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;

/** The demonstration's server, on a socket in a temporary directory of its own, which goes with it. */
final class DemoServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path directory;
    private final MuxBinding binding;

    private DemoServer(Path directory, MuxBinding binding) {
        this.directory = directory;
        this.binding = binding;
    }

    static DemoServer start(List<Troublemaker> troublemakers) throws IOException {
        Path directory = Files.createTempDirectory("mux-demo");
        MuxServer server = MuxServer.create().unix(socketIn(directory)).handle("echo", new EchoHandler());
        for (Troublemaker troublemaker : troublemakers) {
            server = server.handle(troublemaker.name(), troublemaker.handler());
        }
        try {
            return new DemoServer(
                    directory, Objects.requireNonNull(server.bind().block(), "bound to nothing"));
        } catch (RuntimeException e) {
            Files.delete(directory);
            throw e;
        }
    }

    private static Path socketIn(Path directory) {
        return directory.resolve("demo.sock");
    }

    MuxConnection connect() {
        MuxClient client = MuxClient.create().unix(socketIn(directory));
        return Objects.requireNonNull(client.connect().block(), "connected to nothing");
    }

    /** Ends the server and removes what was on disk. A second time has no effect. */
    @Override
    public synchronized void close() {
        binding.shutdown(PATIENCE)
                .timeout(PATIENCE.multipliedBy(3))
                .onErrorComplete()
                .block();
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
