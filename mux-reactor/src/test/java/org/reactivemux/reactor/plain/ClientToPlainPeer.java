package org.reactivemux.reactor.plain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxClient;

/** Our client, connected to a plain acceptor; closing it checks that the acceptor heard nothing but its dialect. */
final class ClientToPlainPeer implements AutoCloseable {
    private final PlainPeer peer;
    private final MuxConnection mux;

    private ClientToPlainPeer(PlainPeer peer, MuxConnection mux) {
        this.peer = peer;
        this.mux = mux;
    }

    static ClientToPlainPeer connect(Path directory, Consumer<PlainChannel> program) {
        return connect(directory, MuxOptions.defaults(), program);
    }

    static ClientToPlainPeer connect(Path directory, MuxOptions options, Consumer<PlainChannel> program) {
        Path path = directory.resolve("plain.sock");
        try (ServerSocketChannel listener = PlainPeer.listen(path)) {
            CompletableFuture<MuxConnection> connecting =
                    MuxClient.create().options(options).unix(path).connect().toFuture();
            PlainPeer peer = PlainPeer.accept(listener, program);
            MuxConnection mux = Objects.requireNonNull(
                    connecting.orTimeout(10, TimeUnit.SECONDS).join());
            return new ClientToPlainPeer(peer, mux);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlainPeer peer() {
        return peer;
    }

    MuxConnection mux() {
        return mux;
    }

    @Override
    public void close() {
        mux.dispose();
        mux.onClose().onErrorComplete().block(Duration.ofSeconds(10));
        peer.close();
        peer.assertHeardNothingButPlainFrames();
    }
}
