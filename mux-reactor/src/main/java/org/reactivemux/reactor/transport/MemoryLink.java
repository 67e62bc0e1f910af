package org.reactivemux.reactor.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Batch;
import org.reactivemux.reactor.reactive.Connection;
import org.reactivemux.reactor.reactive.Wire;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Two ends joined in memory, with one event loop for both: a queue of tasks that whoever adds the first one works off.
 * In a test of one thread everything therefore happens before the call returns, in a fixed order.
 */
public final class MemoryLink {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Scheduler clock = Schedulers.parallel();
    private final UnaryOperator<List<ByteBuffer>> cutting;
    private final List<End> ends = new ArrayList<>(2);
    private volatile @Nullable Thread worker;

    /** A link that carries each batch whole. */
    public MemoryLink() {
        this(UnaryOperator.identity());
    }

    /**
     * A link that cuts what it carries, as a socket does.
     *
     * @param cutting replaces the pieces of a batch by others with the same bytes
     */
    MemoryLink(UnaryOperator<List<ByteBuffer>> cutting) {
        this.cutting = cutting;
    }

    /**
     * Adds an end; there are two.
     *
     * @param connecting makes the connection of that end
     * @return the connection, which says nothing before {@link #start}
     */
    public Connection join(Function<Wire, Connection> connecting) {
        End end = new End();
        ends.add(end);
        end.connection = connecting.apply(end);
        return end.connection;
    }

    /** Lets both ends say hello. */
    public void start() {
        ends.forEach(end -> end.execute(end.connection::start));
    }

    private void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() != 0) {
            return;
        }
        do {
            Runnable next = tasks.remove();
            worker = Thread.currentThread();
            next.run();
            worker = null; // before the count lets another thread take over
        } while (waiting.decrementAndGet() != 0);
    }

    private final class End implements Wire {
        private final Queue<ByteBuffer> arrived = new ArrayDeque<>();
        private Connection connection;
        private boolean reading;
        private boolean closed;

        @SuppressWarnings("NullAway.Init") // join sets the connection at once
        private End() {}

        private End other() {
            return ends.get(0) == this ? ends.get(1) : ends.get(0);
        }

        @Override
        public Transport transport() {
            return Transport.MEMORY;
        }

        @Override
        public PeerIdentity identity() {
            return new PeerIdentity(Transport.MEMORY, Optional.empty());
        }

        @Override
        public boolean inLoop() {
            return worker == Thread.currentThread();
        }

        @Override
        public void executeAfterReading(Runnable task) {
            execute(task); // what the other end writes is a task as well
        }

        @Override
        public void execute(Runnable task) {
            MemoryLink.this.execute(() -> {
                try {
                    task.run();
                } catch (Throwable defect) {
                    Exceptions.throwIfJvmFatal(defect);
                    connection.failed(defect);
                }
            });
        }

        @Override
        public Disposable schedule(Runnable task, long delayNanos) {
            try {
                return clock.schedule(() -> execute(task), delayNanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException clockStopped) {
                return () -> {}; // virtual time has been reset: nothing will ever be due
            }
        }

        @Override
        public long now() {
            return clock.now(TimeUnit.NANOSECONDS);
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
            reading = true;
            for (ByteBuffer piece; (piece = arrived.poll()) != null; ) {
                read(piece);
            }
        }

        @Override
        public Batch startBatch() {
            return new MemoryBatch();
        }

        @Override
        public void write(Batch batch, Consumer<@Nullable Throwable> done) {
            ByteBuffer bytes = ((MemoryBatch) batch).written();
            End to = other();
            for (ByteBuffer piece : cutting.apply(List.of(bytes))) {
                to.execute(() -> to.read(piece));
            }
            execute(() -> done.accept(null));
        }

        private void read(ByteBuffer piece) {
            if (!reading) {
                arrived.add(piece);
            } else if (!closed) {
                connection.receive(piece);
                connection.readComplete();
            }
        }

        @Override
        public void closeOutput() {
            close();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                execute(() -> connection.inputClosed(null));
                other().execute(other()::closedByPeer);
            }
        }

        private void closedByPeer() {
            if (!closed) {
                closed = true;
                connection.inputClosed(null);
            }
        }
    }
}
