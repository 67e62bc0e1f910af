package org.reactivemux.reactor.reactive;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import org.reactivemux.reactor.protocol.Batch;
import reactor.core.Disposable;

/** What carries a connection: an event loop with a clock, and a place to write batches to. */
public interface Wire {

    /**
     * What it is, for people and metrics.
     *
     * @return the transport that is really in use
     */
    Transport transport();

    /**
     * Who is at the other end.
     *
     * @return what can be told without hearing it
     */
    PeerIdentity identity();

    /**
     * Whether the caller is on the event loop.
     *
     * @return true if it may touch the session
     */
    boolean inLoop();

    /**
     * Runs a task on the event loop.
     *
     * @param task run soon, in the order of the calls
     * @throws java.util.concurrent.RejectedExecutionException if the loop has been shut down
     */
    void execute(Runnable task);

    /**
     * Runs a task on the event loop once it has looked for something to read: one that comes again and again does not
     * keep the loop from reading.
     *
     * @param task run soon; called on the event loop only
     */
    void executeAfterReading(Runnable task);

    /**
     * Runs a task on the event loop later.
     *
     * @param task what to run
     * @param delayNanos from now
     * @return disposing takes the task back
     */
    Disposable schedule(Runnable task, long delayNanos);

    /**
     * The clock that goes with {@link #schedule}.
     *
     * @return nanoseconds from any origin
     */
    long now();

    /**
     * Whether another batch may be written without piling up.
     *
     * @return false while the socket is full
     */
    boolean isWritable();

    /**
     * Where the operating system stands in what was written.
     *
     * @return 0 if it has taken all, else a number that changes whenever it takes some
     */
    long outputMark();

    /** Lets bytes be read from now on; before that nobody looks at the socket. */
    void startReading();

    /**
     * Starts a batch; {@link #write} ends it.
     *
     * @return an empty batch
     */
    Batch startBatch();

    /**
     * Writes a batch with one flush.
     *
     * @param batch the one started last
     * @param done told on the event loop when the bytes were handed to the operating system, or why not
     */
    void write(Batch batch, Consumer<@Nullable Throwable> done);

    /** Ends the output behind what was written; the input goes on, so that last words are not lost (K-17). */
    void closeOutput();

    /** Closes the connection without waiting for anything. */
    void close();
}
