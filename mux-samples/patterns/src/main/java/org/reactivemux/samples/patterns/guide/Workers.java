package org.reactivemux.samples.patterns.guide;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.samples.patterns.Retries;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Several instances of a service, each with a socket of its own. */
public final class Workers {
    private final List<MuxConnection> workers;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * A connection to each, made when it is used.
     *
     * @param sockets the paths at which they listen
     */
    public Workers(List<Path> sockets) {
        workers = sockets.stream()
                .map(socket -> MuxClient.create().unix(socket).reconnect(Retry.max(0)))
                .toList();
    }

    /**
     * Asks one of them, or another where that one is not there, full, or about to end.
     *
     * @param name of the channel
     * @param message the question
     * @return the answer
     */
    public Mono<ByteBuffer> ask(String name, ByteBuffer message) {
        return Mono.defer(() -> worker().request(name, message)).retryWhen(Retries.ofTheUnbegun());
    }

    private MuxConnection worker() {
        return workers.get(Math.floorMod(next.getAndIncrement(), workers.size()));
    }
}
