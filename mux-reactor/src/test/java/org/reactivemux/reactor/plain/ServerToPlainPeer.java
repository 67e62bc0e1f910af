package org.reactivemux.reactor.plain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;

/** Our server with a plain initiator; closing it checks that the initiator heard nothing but its dialect. */
final class ServerToPlainPeer implements AutoCloseable {
    private final MuxBinding binding;
    private final PlainPeer peer;

    private ServerToPlainPeer(MuxBinding binding, PlainPeer peer) {
        this.binding = binding;
        this.peer = peer;
    }

    static ServerToPlainPeer serve(Path directory, MuxHandler handler) {
        return serve(directory, MuxOptions.defaults(), handler);
    }

    static ServerToPlainPeer serve(Path directory, MuxOptions options, MuxHandler handler) {
        Path path = directory.resolve("plain.sock");
        MuxBinding binding = Objects.requireNonNull(MuxServer.create()
                .unix(path)
                .options(options)
                .handle(handler)
                .bind()
                .block(Duration.ofSeconds(10)));
        return new ServerToPlainPeer(binding, PlainPeer.connect(path));
    }

    PlainPeer peer() {
        return peer;
    }

    @Override
    public void close() {
        binding.dispose();
        binding.onDispose().block(Duration.ofSeconds(10));
        peer.close();
        peer.assertHeardNothingButPlainFrames();
    }
}
