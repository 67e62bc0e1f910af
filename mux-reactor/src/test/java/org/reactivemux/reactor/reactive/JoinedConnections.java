package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxHandler;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Batch;
import org.reactivemux.reactor.protocol.Role;
import reactor.core.Disposable;

/** Two connections on one {@link HandTurnedLoop}, which have greeted each other. Their time stands still. */
public final class JoinedConnections {
    /** What a channel is opened with, for it does not matter. */
    public static final ChannelSpec UNNAMED = ChannelSpec.unnamed();

    private final HandTurnedLoop loop = new HandTurnedLoop();
    private final End clientsEnd = new End();
    private final End serversEnd = new End();
    private final Connection client;
    private final Connection server;

    /** The server serves every channel by that handler. */
    public JoinedConnections(MuxHandler serving) {
        client = new Connection(Role.INITIATOR, Terms.DEFAULT, clientsEnd);
        server = new Connection(Role.ACCEPTOR, Terms.DEFAULT.with(serving), serversEnd);
        clientsEnd.join(client, server);
        serversEnd.join(server, client);
        loop.turn(() -> {
            client.start();
            server.start();
        });
    }

    public HandTurnedLoop loop() {
        return loop;
    }

    public Connection client() {
        return client;
    }

    public Connection server() {
        return server;
    }

    /** A channel that the server has accepted. */
    ReactiveChannel openChannel() {
        ReactiveChannel channel = new ReactiveChannel(client, client.openCore(UNNAMED));
        client.turnSoon();
        loop.turn();
        return channel;
    }

    /** How many channels the client has. */
    int channels() {
        return client.snapshot().channels().size();
    }

    private final class End implements Wire {
        private Connection here;
        private Connection there;
        private boolean closed;

        @SuppressWarnings("NullAway.Init") // join sets both connections before either says anything
        private End() {}

        private void join(Connection own, Connection other) {
            here = own;
            there = other;
        }

        @Override
        public Transport transport() {
            return Transport.MEMORY;
        }

        @Override
        public PeerIdentity identity() {
            return new PeerIdentity(transport(), Optional.empty());
        }

        @Override
        public boolean inLoop() {
            return loop.isTurnedHere();
        }

        @Override
        public void executeAfterReading(Runnable task) {
            execute(task);
        }

        @Override
        public void execute(Runnable task) {
            loop.add(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delayNanos) {
            return () -> {};
        }

        @Override
        public long now() {
            return 0;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public long outputMark() {
            return 0;
        }

        @Override
        public void startReading() {
            // both have started before anything is carried
        }

        @Override
        public Batch startBatch() {
            return new HeapBatch();
        }

        @Override
        public void write(Batch batch, Consumer<@Nullable Throwable> done) {
            ByteBuffer bytes = ((HeapBatch) batch).written();
            Connection reading = there;
            loop.add(() -> {
                reading.receive(bytes);
                reading.readComplete();
            });
            loop.add(() -> done.accept(null));
        }

        @Override
        public void closeOutput() {
            close();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                loop.add(() -> here.inputClosed(null));
                loop.add(() -> there.inputClosed(null));
            }
        }
    }
}
