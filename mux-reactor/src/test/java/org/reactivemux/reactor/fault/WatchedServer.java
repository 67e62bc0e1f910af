package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A server with an echo whose other handlers write down every signal that reaches them. */
final class WatchedServer implements AutoCloseable {
    /** Its handler reads all that comes; the signals are those of its reader. */
    static final String READ = "read";

    /** Its handler, also of channels without a name, sends without end; the signals are those of its sending. */
    static final String WRITE = "write";

    private static final int MESSAGE = 32_768;

    private final Sockets sockets;
    private final MuxBinding binding;
    private final List<SignalLog<ByteBuffer>> readers = new CopyOnWriteArrayList<>();
    private final List<SignalLog<Void>> writers = new CopyOnWriteArrayList<>();
    private final List<MuxConnection> known = new ArrayList<>();
    private final AtomicLong emitted = new AtomicLong();
    private int accepted;

    WatchedServer(Transport transport) {
        this(transport, MuxOptions.defaults());
    }

    WatchedServer(Transport transport, MuxOptions options) {
        sockets = new Sockets(transport);
        binding = sockets.bind(sockets.server()
                .options(options)
                .handle(this::write)
                .handle(WRITE, this::write)
                .handle(READ, channel -> {
                    readers.add(SignalLog.of(channel.receive()));
                    return Mono.never();
                }));
    }

    private Mono<Void> write(MuxChannel channel) {
        Flux<ByteBuffer> endless = Flux.generate(sink -> sink.next(ByteBuffer.allocate(MESSAGE)));
        writers.add(SignalLog.of(channel.send(endless.doOnNext(message -> emitted.addAndGet(MESSAGE)))));
        return Mono.never();
    }

    Sockets sockets() {
        return sockets;
    }

    MuxConnection connect() {
        accepted++;
        MuxConnection mux = sockets.connect(sockets.client());
        Eventually.assertThatSoon(
                () -> binding.connections().size(), size -> size > known.size(), "the connection is there");
        known.clear();
        known.addAll(binding.connections());
        return mux;
    }

    HostilePeer accept() {
        return accepted(HostilePeer.connect(sockets.path()));
    }

    HostilePeer acceptDeaf() {
        return accepted(HostilePeer.deaf(sockets.path()));
    }

    private HostilePeer accepted(HostilePeer peer) {
        accepted++;
        Eventually.assertThatSoon(sockets.accepted()::size, size -> size == accepted, "connections accepted");
        return peer;
    }

    /** The server's end of the one connection that is not a neighbour's. */
    MuxConnection endOfStranger() {
        Eventually.assertThatSoon(() -> strangers().size(), count -> count == 1, "strangers");
        return strangers().get(0);
    }

    /** That one is no stranger any more. */
    void expect(MuxConnection connection) {
        known.add(connection);
    }

    private List<MuxConnection> strangers() {
        List<MuxConnection> fresh = new ArrayList<>(binding.connections());
        fresh.removeAll(known);
        return fresh;
    }

    void awaitConnections(int count) {
        Eventually.assertThatSoon(() -> binding.connections().size(), size -> size == count, count + " connections");
        Eventually.assertThatSoon(
                () -> sockets.accepted().stream().filter(Channel::isOpen).count(),
                open -> open == count,
                count + " sockets");
    }

    SignalLog<ByteBuffer> onlyReader() {
        assertThat(readers).hasSize(1);
        return readers.get(0);
    }

    SignalLog<Void> onlyWriter() {
        Eventually.assertThatSoon(writers::size, size -> size == 1, "one writer");
        return writers.get(0);
    }

    List<SignalLog<?>> logs() {
        List<SignalLog<?>> all = new ArrayList<>(readers);
        all.addAll(writers);
        return all;
    }

    /** The bytes that its endless sources have emitted. */
    long emitted() {
        return emitted.get();
    }

    /** The one terminal signal is an error of that code. */
    static void assertEndedWith(SignalLog<?> log, ErrorCode code) {
        Throwable cause = Objects.requireNonNull(log.end().getThrowable(), "the stream has completed");
        assertThat(cause).isInstanceOf(MuxException.class);
        assertThat(((MuxException) cause).code()).as("code of %s", cause).isEqualTo(code);
    }

    @Override
    public void close() {
        sockets.close();
    }
}
