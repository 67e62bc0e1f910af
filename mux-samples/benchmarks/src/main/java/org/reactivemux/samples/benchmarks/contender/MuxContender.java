package org.reactivemux.samples.benchmarks.contender;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * This project.
 *
 * @param transport what carries it
 * @param options for both sides
 */
public record MuxContender(Transport transport, MuxOptions options) implements Contender {
    static final String STREAM = "stream";
    static final String COUNT = "count";
    static final String ECHO = "echo";
    static final String IDLE = "idle";

    /** What the peer may have under way on all channels together, if that is less than the usual for each. */
    private static final long WINDOWS = 4L << 30;

    private static final int SMALLEST_WINDOW = 1_024;

    @Override
    public Contender withRoomFor(int channels) {
        int most = Math.max(options.maxChannels(), 2 * channels); // those of the last round may still be closing
        long share = Math.max(SMALLEST_WINDOW, WINDOWS / most);
        int window = (int) Math.min(options.initialWindow(), share);
        long memory = 2L * most * window + options.reassemblyBudget() + options.growthBudget();
        MuxOptions roomy = options.toBuilder()
                .maxChannels(most)
                .initialWindow(window)
                .memoryLimit(Math.max(options.memoryLimit(), memory))
                .build();
        return new MuxContender(transport, roomy);
    }

    @Override
    public AutoCloseable serve(Path socket) {
        MuxBinding binding = MuxServer.create()
                .transport(transport)
                .options(options)
                .unix(socket)
                .handle(STREAM, MuxContender::stream)
                .handle(COUNT, MuxContender::count)
                .handle(ECHO, channel -> channel.send(channel.receive()))
                .handle(IDLE, MuxContender::listen)
                .bind()
                .block();
        return required(binding)::dispose;
    }

    private static Publisher<Void> stream(MuxChannel channel) {
        return channel.receive().next().map(Order::decode).flatMap(order -> {
            ByteBuffer message = ByteBuffer.allocateDirect(order.size());
            return channel.send(Repeated.of(order.messages(), order.publishing(), () -> message));
        });
    }

    private static Publisher<Void> count(MuxChannel channel) {
        return channel.send(channel.receive()
                .count()
                .map(count -> ByteBuffer.allocate(Long.BYTES).putLong(count).flip()));
    }

    private static Publisher<Void> listen(MuxChannel channel) {
        channel.receive().subscribe(Listener.INSTANCE);
        return Mono.never();
    }

    @Override
    public Client connect(Path socket) {
        MuxConnection connection = MuxClient.create()
                .transport(transport)
                .options(options)
                .unix(socket)
                .connect()
                .block();
        return new MuxRounds(required(connection));
    }

    private static <T> T required(@Nullable T made) {
        return Objects.requireNonNull(made);
    }
}
