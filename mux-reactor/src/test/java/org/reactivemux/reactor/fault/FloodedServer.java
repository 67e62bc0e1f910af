package org.reactivemux.reactor.fault;

import java.util.concurrent.atomic.AtomicInteger;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.Sockets;
import reactor.core.publisher.Mono;

/** A server with an echo for good neighbours, and handlers for the others that are counted from beginning to end. */
final class FloodedServer implements AutoCloseable {
    /** Its handler, also of channels without a name, neither reads nor writes, and never ends by itself. */
    static final String IDLE = "idle";

    /** Its handler takes whatever comes, without end. */
    static final String SINK = "sink";

    /** Its handler asks for everything, and stops reading at the first message. */
    static final String FICKLE = "fickle";

    /** Limits that a test need not do much to pass. */
    static final MuxOptions SOON_REACHED = MuxOptions.builder()
            .maxChannels(16)
            .floodLimits(FloodLimits.defaults()
                    .withResets(100)
                    .withPings(20)
                    .withGrants(50)
                    .withEmptyMessages(500)
                    .withUnreadPlainMessages(5_000))
            .build();

    private final Sockets sockets;
    private final AtomicInteger running = new AtomicInteger();

    FloodedServer(Transport transport, MuxOptions options) {
        sockets = new Sockets(transport);
        MuxHandler idle = counted(channel -> Mono.never());
        MuxHandler fickle =
                channel -> channel.receive().takeUntil(first -> true).then(Mono.never());
        sockets.bind(sockets.server()
                .options(options)
                .handle(idle)
                .handle(IDLE, idle)
                .handle(SINK, counted(channel -> channel.receive().then()))
                .handle(FICKLE, counted(fickle)));
    }

    private MuxHandler counted(MuxHandler handler) {
        return channel -> Mono.defer(() -> {
            running.incrementAndGet();
            return Mono.from(handler.handle(channel)).doFinally(end -> running.decrementAndGet());
        });
    }

    Sockets sockets() {
        return sockets;
    }

    /** A hostile peer that the server has accepted, and which has said nothing yet. */
    HostilePeer hostile() {
        int before = sockets.accepted().size();
        HostilePeer peer = HostilePeer.connect(sockets.path());
        Eventually.assertThatSoon(sockets.accepted()::size, size -> size > before, "the connection is accepted");
        return peer;
    }

    void assertNoHandlerIsLeft() {
        Eventually.assertThatSoon(running::get, count -> count == 0, "handlers still running");
    }

    @Override
    public void close() {
        sockets.close();
    }
}
