package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.Messages;
import org.reactivemux.reactor.Numbered;
import org.reactivemux.reactor.PatientVerifiers;
import org.reactivemux.reactor.Sockets;
import reactor.core.publisher.Mono;

/** A client that minds its own business beside a fault: it has one exchange after the other echoed, and checks each. */
final class Neighbour implements AutoCloseable {
    private static final int MESSAGES = 5;
    private static final int MOST_LOOPS = 500;

    private final AtomicInteger rounds = new AtomicInteger();
    private final CompletableFuture<Void> talking;
    private volatile boolean done;

    private Neighbour(MuxConnection mux) {
        List<String> expected = Numbered.texts("round", MESSAGES);
        talking = Mono.defer(() -> mux.exchange(Sockets.ECHO, Numbered.messages("round", MESSAGES))
                        .map(Messages::text)
                        .collectList())
                .filter(expected::equals)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("something else came back")))
                .doOnNext(echoed -> rounds.incrementAndGet())
                .repeat(() -> !done)
                .then()
                .toFuture();
    }

    static Neighbour over(MuxConnection mux) {
        return new Neighbour(mux);
    }

    /** A neighbour that the server serves on the event loop of the connection it accepted last. */
    static Neighbour besideTheLatestIn(Sockets sockets) {
        Channel beside = latest(sockets);
        for (int i = 0; i < MOST_LOOPS; i++) {
            MuxConnection mux = sockets.connect(sockets.client());
            if (latest(sockets).eventLoop() == beside.eventLoop()) {
                return over(mux);
            }
            if (i % 2 == 1) {
                takeOneOfTheServersTurns(sockets);
            }
        }
        throw new AssertionError("no other connection came to the loop of " + beside);
    }

    /** Clients and server may take loops in turn from one group: by themselves they could miss this one for ever. */
    private static void takeOneOfTheServersTurns(Sockets sockets) {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(sockets.path())).close();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Channel latest(Sockets sockets) {
        return sockets.accepted().get(sockets.accepted().size() - 1);
    }

    int rounds() {
        return rounds.get();
    }

    /** Waits until it has finished so many rounds more. */
    void awaitRounds(int more) {
        int enough = rounds() + more;
        Eventually.assertThatSoon(() -> rounds() >= enough || talking.isDone(), over -> over, more + " rounds more");
        assertThat(talking).as("the neighbour's exchanges").isNotDone();
    }

    /** Every exchange was echoed whole, and the last as well as the first. */
    @Override
    public void close() {
        done = true;
        assertThat(talking)
                .as("the neighbour's exchanges")
                .succeedsWithin(PatientVerifiers.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
