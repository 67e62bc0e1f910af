package org.reactivemux.reactor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.CompressionSnapshot;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.PeerInfo;
import org.reactivemux.Transport;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One line or several to the same server, used as one connection: what {@link MuxClient#reconnect} returns. */
final class Lines implements MuxConnection {
    private final List<Line> lines;
    private final Balancing balancing;
    private final Supplier<Transport> transport;
    private final AtomicInteger uses = new AtomicInteger();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Sinks.Empty<Void> end = Sinks.empty();

    /**
     * Lines without connections.
     *
     * @param how how many there are, and the rest
     * @param dialling makes one attempt to connect the line of that number for each subscription
     * @param transport over which they will be
     */
    Lines(ReconnectOptions how, IntFunction<Mono<Connection>> dialling, Supplier<Transport> transport) {
        this.lines = IntStream.range(0, how.connections())
                .mapToObj(number -> new Line(dialling.apply(number), how.retry(), how::tell))
                .toList();
        this.balancing = how.balancing();
        this.transport = transport;
    }

    @Override
    public Mono<MuxChannel> open(ChannelSpec spec) {
        Objects.requireNonNull(spec, "spec");
        return onOne(connection -> connection.open(spec));
    }

    @Override
    public Flux<ByteBuffer> exchange(ChannelSpec spec, Publisher<? extends ByteBuffer> outbound) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(outbound, "outbound");
        return Flux.defer(() -> {
            Connection there = choose();
            return there != null
                    ? there.exchange(spec, outbound)
                    : connection().flatMapMany(made -> made.exchange(spec, outbound));
        });
    }

    @Override
    public Mono<ByteBuffer> request(ChannelSpec spec, ByteBuffer message) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(message, "message");
        return onOne(connection -> connection.request(spec, message));
    }

    private <T> Mono<T> onOne(Function<Connection, Mono<T>> use) {
        return Mono.defer(() -> {
            Connection there = choose();
            return there != null ? use.apply(there) : connection().flatMap(use);
        });
    }

    /** Where the next channel goes, or null if there is none. Of several lines, each that is passed over is woken. */
    private @Nullable Connection choose() {
        int first = lines.size() == 1 ? 0 : uses.getAndIncrement();
        Connection chosen = null;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(Math.floorMod(first + i, lines.size()));
            Connection there = line.usable();
            if (there != null && (chosen == null || isBetter(there, chosen))) {
                chosen = there;
            } else if (there == null && lines.size() > 1) {
                line.wake();
            }
        }
        return chosen;
    }

    private boolean isBetter(Connection candidate, Connection chosen) {
        return balancing == Balancing.LEAST_CHANNELS && candidate.channelCount() < chosen.channelCount();
    }

    /** The first connection that there is. */
    private Mono<Connection> connection() {
        return lines.size() == 1
                ? lines.get(0).connection()
                : Mono.firstWithValue(lines.stream().map(Line::connection).toList())
                        .onErrorMap(NoSuchElementException.class, Lines::firstFailure);
    }

    /** Reactor says that nobody had a value, and of everybody why not. */
    private static Throwable firstFailure(NoSuchElementException nobody) {
        List<Throwable> failures = Exceptions.unwrapMultiple(nobody.getCause());
        return failures.isEmpty() ? nobody : failures.get(0);
    }

    @Override
    public PeerInfo peer() {
        return lines.stream()
                .map(Line::peer)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there has been no connection yet"));
    }

    @Override
    public ConnectionSnapshot snapshot() {
        return lines.stream()
                .map(Line::snapshot)
                .flatMap(Optional::stream)
                .reduce(ConnectionSnapshot::plus)
                .orElseGet(this::beforeTheFirst);
    }

    private ConnectionSnapshot beforeTheFirst() {
        return new ConnectionSnapshot(
                0,
                ConnectionSnapshot.Role.CLIENT,
                transport.get(),
                Optional.empty(),
                ConnectionSnapshot.State.HANDSHAKE,
                Duration.ZERO,
                Optional.empty(),
                ConnectionSnapshot.Traffic.NONE,
                ConnectionSnapshot.Traffic.NONE,
                0,
                Duration.ZERO,
                Duration.ZERO,
                CompressionSnapshot.NONE,
                List.of());
    }

    @Override
    public void logFrames(boolean on) {
        lines.forEach(line -> line.logFrames(on));
    }

    @Override
    public Mono<Void> shutdown(Duration grace) {
        Objects.requireNonNull(grace, "grace");
        return Mono.defer(() -> {
            end(line -> line.shutdown(grace));
            return onClose();
        });
    }

    /** Nobody but this has an interest in the end of the lines, so this subscribes. */
    private void end(Function<Line, Mono<Void>> byLine) {
        if (ending.compareAndSet(false, true)) {
            Flux.fromIterable(lines)
                    .flatMap(byLine, Integer.MAX_VALUE)
                    .subscribe(nothing -> {}, end::tryEmitError, end::tryEmitEmpty);
        }
    }

    @Override
    public Mono<Void> onClose() {
        return end.asMono();
    }

    @Override
    public void dispose() {
        lines.forEach(Line::dispose); // cuts a shutdown short, too
        end(Line::allClosed);
    }

    @Override
    public boolean isDisposed() {
        return ending.get();
    }

    @Override
    public String toString() {
        return "mux connection that re-establishes itself, " + lines.size() + " at a time";
    }
}
