package org.reactivemux.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.Transport;
import org.reactivemux.reactor.reactive.Connection;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A server that clients without a socket connect to, if it is there, and that can let them wait. It has an echo. */
final class ServerInMemory {
    private final MuxPair.End serving;
    private final List<MuxPair> pairs = new ArrayList<>();
    private @Nullable MuxException down;
    private Mono<Void> gate = Mono.empty();
    private int attempts;
    private int abandoned;

    ServerInMemory(UnaryOperator<MuxPair.End> serving) {
        this.serving = serving.apply(MuxPair.end().handle(Sockets.ECHO, channel -> channel.send(channel.receive())));
    }

    ServerInMemory() {
        this(end -> end);
    }

    /** What makes an attempt to connect to it. */
    MuxConnection reconnect(ReconnectOptions how) {
        return new Lines(how, number -> attempt(), () -> Transport.MEMORY);
    }

    private Mono<Connection> attempt() {
        return Mono.defer(() -> {
                    attempts++; // all on one thread
                    return down != null ? Mono.error(down) : gate.then(Mono.fromSupplier(this::accept));
                })
                .doOnCancel(() -> abandoned++);
    }

    private Connection accept() {
        MuxPair pair = MuxPair.create(serving);
        pairs.add(pair);
        return (Connection) pair.client();
    }

    void goDown(MuxException reason) {
        down = reason;
    }

    void comeUp() {
        down = null;
    }

    /** Whoever comes waits until the result is told to complete. */
    Sinks.Empty<Void> letWait() {
        Sinks.Empty<Void> opening = Sinks.empty();
        gate = opening.asMono();
        return opening;
    }

    /** How often somebody has tried to connect. */
    int attempts() {
        return attempts;
    }

    /** How many of them gave it up. */
    int abandoned() {
        return abandoned;
    }

    /** How many connections there have been. */
    int accepted() {
        return pairs.size();
    }

    /** The server's end of a connection, by the order in which they came. */
    MuxConnection end(int number) {
        return pairs.get(number).server();
    }

    /** The same connection's other end, beneath the one that re-establishes itself. */
    MuxConnection clientsEnd(int number) {
        return pairs.get(number).client();
    }
}
