package org.reactivemux.reactor.raw;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;

/** Our client, connected to a raw acceptor, past the hellos. */
public final class ClientToRawPeer implements AutoCloseable {
    private final RawAcceptor acceptor;
    private final RawPeer peer;
    private final MuxConnection mux;

    private ClientToRawPeer(RawAcceptor acceptor, RawPeer peer, MuxConnection mux) {
        this.acceptor = acceptor;
        this.peer = peer;
        this.mux = mux;
    }

    /** Connects a client with default options to an acceptor that says no more than its role. */
    public static ClientToRawPeer connect(Path directory) {
        return connect(directory, MuxClient.create(), Tlvs.hello(Tlvs.ACCEPTOR));
    }

    public static ClientToRawPeer connect(Path directory, MuxClient client, Tlvs hello) {
        return connect(directory, client, peer -> peer.greet(hello));
    }

    /** Connects a client to an acceptor that has never heard of a hello, and takes it for a PING. */
    public static ClientToRawPeer connectPlain(Path directory, MuxClient client) {
        return connect(directory, client, RawPeer::greetPlainly);
    }

    private static ClientToRawPeer connect(Path directory, MuxClient client, Consumer<RawPeer> greeting) {
        Path path = directory.resolve("raw.sock");
        RawAcceptor acceptor = new RawAcceptor(path);
        CompletableFuture<MuxConnection> connecting =
                client.unix(path).connect().toFuture();
        RawPeer peer = acceptor.accept();
        greeting.accept(peer);
        MuxConnection mux = Objects.requireNonNull(
                connecting.orTimeout(10, TimeUnit.SECONDS).join());
        return new ClientToRawPeer(acceptor, peer, mux);
    }

    public RawPeer peer() {
        return peer;
    }

    public MuxConnection mux() {
        return mux;
    }

    /** Lets our client do what it was asked for by this thread, and then all that it does by itself. */
    public List<RawFrame> settle() {
        LoopTurn.await(mux);
        return peer.settle();
    }

    @Override
    public void close() {
        mux.dispose();
        peer.close();
        acceptor.close();
        mux.onClose().onErrorComplete().block(Duration.ofSeconds(10));
    }
}
