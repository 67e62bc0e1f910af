package org.reactivemux.reactor.simulation;

import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A server that lives as long as the soak, and one connection to it after the other. */
final class SoakLane implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String RUN = "run";
    static final String NUMBER = "number";
    private static final String OTHER_END = "other end";

    private final Transport transport;
    private final Path path;
    private final MuxBinding binding;
    private final Map<Integer, ChannelRun> runs = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Channel> clientSocket = new AtomicReference<>();
    private final AtomicReference<@Nullable Channel> serverSocket = new AtomicReference<>();
    private final AtomicReference<@Nullable MuxConnection> serverEnd = new AtomicReference<>();

    SoakLane(Transport transport, Path path, Random random) {
        this.transport = transport;
        this.path = path;
        this.binding = Objects.requireNonNull(MuxServer.create()
                .transport(transport)
                .unix(path)
                .options(RandomOptions.of(random))
                .beneath(tcp -> tcp.doOnChannelInit((observer, channel, from) -> serverSocket.set(channel)))
                .handle(RUN, this::serve)
                .handle(OTHER_END, channel -> {
                    serverEnd.set(channel.connection());
                    return Mono.empty();
                })
                .bind()
                .block(PATIENCE));
    }

    private Publisher<Void> serve(MuxChannel channel) {
        ByteBuffer number = Objects.requireNonNull(channel.metadata().get(NUMBER));
        return Objects.requireNonNull(runs.get(number.getInt()), "a run of this link")
                .handle(channel);
    }

    /** Both ends of a new connection. */
    Ends connect(Random random) {
        MuxConnection client = Objects.requireNonNull(MuxClient.create()
                .transport(transport)
                .unix(path)
                .options(RandomOptions.of(random))
                .beneath(tcp -> tcp.doOnChannelInit((observer, channel, to) -> clientSocket.set(channel)))
                .handle(RUN, this::serve)
                .connect()
                .block(PATIENCE));
        client.exchange(OTHER_END, Flux.empty()).blockLast(PATIENCE);
        return new Ends(
                client,
                Objects.requireNonNull(clientSocket.get()),
                Objects.requireNonNull(serverEnd.get()),
                Objects.requireNonNull(serverSocket.get()));
    }

    /**
     * A connection from both sides, each with the socket beneath it.
     *
     * @param client who connected
     * @param clientSocket beneath it
     * @param server who accepted
     * @param serverSocket beneath it
     */
    record Ends(MuxConnection client, Channel clientSocket, MuxConnection server, Channel serverSocket) {}

    void add(int number, ChannelRun run) {
        runs.put(number, run);
    }

    void forgetAll() {
        runs.clear();
    }

    int connections() {
        return binding.connections().size();
    }

    @Override
    public void close() {
        binding.dispose();
        binding.onDispose().block(PATIENCE);
    }
}
