package org.reactivemux.reactor.reactive;

import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.reactor.protocol.Batch;
import org.reactivemux.reactor.protocol.Session;

/**
 * The turns of a session on its event loop: what was read is delivered, what that leads to is written, with one flush.
 * Whatever happens elsewhere becomes an operation here, with a turn behind it.
 */
final class Turns {
    private final Wire wire;
    private final Session session;
    private final Farewell farewell;
    private final Consumer<Throwable> defects;
    private final Alarm alarm;
    private boolean underWay;
    private boolean wakeQueued;

    /** What an operation or its turn throws goes to {@code defects}. */
    Turns(Wire wire, Session session, Farewell farewell, Consumer<Throwable> defects) {
        this.wire = wire;
        this.session = session;
        this.farewell = farewell;
        this.defects = defects;
        this.alarm = new Alarm(wire, () -> guarded(() -> {}));
    }

    /** Takes bytes that were read, to their limit; if they are for many channels, some have a turn before the rest. */
    void receive(ByteBuffer bytes) {
        session.receiveSome(bytes, wire.now());
        while (bytes.hasRemaining()) {
            proceed();
            session.receiveSome(bytes, wire.now());
        }
        if (session.isOverloaded()) {
            proceed();
        }
    }

    /** One turn of the event loop: deliver, fill a batch, flush it once. */
    void turn() {
        if (!underWay) {
            session.resume();
        }
        proceed();
    }

    private void proceed() {
        if (underWay) {
            return;
        }
        underWay = true;
        try {
            session.writable(wire.isWritable());
            session.tick(wire.now(), wire.outputMark());
            session.deliver();
            if (session.hasOutput() && wire.isWritable()) {
                writeBatch();
            }
        } finally {
            underWay = false;
        }
        if (session.hasPutOff() || (session.hasOutput() && wire.isWritable())) {
            wakeAfterReading();
        }
        if (session.isOverloaded()) {
            session.giveUpDeafPeer();
            wake();
        }
        farewell.proceed(session.hasOutput());
        if (!session.isEnded()) {
            alarm.by(session.nextDeadline());
        }
    }

    /** Writing makes room, delivering fills it: both in turn until the batch is full or nothing is left to say. */
    private void writeBatch() {
        Batch batch = wire.startBatch();
        try {
            do {
                session.write(batch);
                session.deliver();
            } while (session.hasOutput() && !batch.isFull());
        } catch (Throwable defect) {
            batch.discard();
            throw defect;
        }
        long number = session.sealBatch();
        farewell.batchWritten();
        wire.write(batch, failure -> flushed(number, failure));
        session.deliver();
    }

    private void flushed(long number, @Nullable Throwable failure) {
        farewell.batchFlushed();
        if (failure == null) {
            session.flushed(number);
            // Not a turn of its own: Netty tells of it between two writes, and would go on with the next batch at once.
            if (!underWay) {
                wakeAfterReading();
            }
            return;
        }
        if (!session.isEnded()) {
            // Reading may still find the peer's own reason (K-14).
            wire.schedule(() -> guarded(() -> session.inputClosed(failure)), farewell.patience());
        }
        turn();
    }

    private void wake() {
        if (!wakeQueued) {
            wakeQueued = true;
            wire.execute(this::woken);
        }
    }

    /** There is another batch to write. However many there are, the peer's word that it wants no more comes between. */
    private void wakeAfterReading() {
        if (!wakeQueued) {
            wakeQueued = true;
            wire.executeAfterReading(this::woken);
        }
    }

    private void woken() {
        guarded(() -> wakeQueued = false);
    }

    /** An operation and its turn. A defect of this side ends the connection, never just a task of the event loop. */
    void guarded(Runnable operation) {
        try {
            operation.run();
            turn();
        } catch (Throwable defect) {
            defects.accept(defect);
        }
    }

    /** Something was changed on the event loop; if no turn is under way, one follows soon. */
    void turnSoon() {
        if (!underWay) {
            wake();
        }
    }

    /** Runs what touches the session: now if on the event loop, else soon; a turn follows. */
    void run(Runnable operation) {
        if (wire.inLoop()) {
            operation.run();
            turnSoon();
        } else {
            try {
                wire.execute(() -> guarded(operation));
            } catch (RejectedExecutionException loopIsGone) {
                runWithoutLoop(operation);
            }
        }
    }

    /** The event loop was shut down, and the connection has ended with it: whoever still comes is told by itself. */
    private synchronized void runWithoutLoop(Runnable operation) {
        operation.run();
        do {
            session.resume();
            session.deliver();
        } while (session.hasPutOff());
    }

    /** The connection has ended: from now on time is not waited for. */
    void stopAlarm() {
        alarm.stop();
    }
}
