package org.reactivemux.reactor.raw;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxServer;

/** Our server, with a raw initiator connected to it. */
public final class ServerToRawPeer implements AutoCloseable {
    private final MuxBinding binding;
    private final RawPeer peer;

    private ServerToRawPeer(MuxBinding binding, RawPeer peer) {
        this.binding = binding;
        this.peer = peer;
    }

    /** Connects an initiator that says no more than its role, past the hellos. */
    public static ServerToRawPeer connect(Path directory, MuxServer server) {
        return connect(directory, server, Tlvs.hello(Tlvs.INITIATOR));
    }

    public static ServerToRawPeer connect(Path directory, MuxServer server, Tlvs hello) {
        ServerToRawPeer connected = silent(directory, server);
        connected.peer.greet(hello);
        connected.peer.settle();
        return connected;
    }

    /** Connects an initiator that has never heard of a hello, and takes it for a PING. */
    public static ServerToRawPeer connectPlain(Path directory, MuxServer server) {
        ServerToRawPeer connected = silent(directory, server);
        connected.peer.greetPlainly();
        connected.peer.settle();
        return connected;
    }

    /** Connects an initiator that has not said anything. */
    public static ServerToRawPeer silent(Path directory, MuxServer server) {
        Path path = directory.resolve("raw.sock");
        MuxBinding binding = Objects.requireNonNull(server.unix(path).bind().block(Duration.ofSeconds(10)));
        return new ServerToRawPeer(binding, RawPeer.connect(path));
    }

    public RawPeer peer() {
        return peer;
    }

    public MuxBinding binding() {
        return binding;
    }

    /** The server's end of the connection. */
    public MuxConnection mux() {
        return binding.connections().get(0);
    }

    /** Lets our server do what it was asked for by this thread, and then all that it does by itself. */
    public List<RawFrame> settle() {
        binding.connections().forEach(LoopTurn::await);
        return peer.settle();
    }

    @Override
    public void close() {
        binding.dispose();
        peer.close();
        binding.onDispose().block(Duration.ofSeconds(10));
    }
}
