package org.reactivemux.reactor.plain;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.reactivemux.reactor.raw.RawFrame;

/**
 * A channel of a {@link PlainPeer}: sends only what fits the window whole, and returns what was taken only when less
 * than half of its own window is left.
 */
final class PlainChannel {
    static final int WINDOW = 65_536;
    static final int LARGEST_MESSAGE = WINDOW / 2;

    private final int id;
    private final Consumer<RawFrame> out;
    private final Lock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Queue<ByteBuffer> messages = new ArrayDeque<>();
    private int sendWindow = WINDOW;
    private int receiveWindow = WINDOW;
    private int taken;
    private boolean closed;

    PlainChannel(int id, Consumer<RawFrame> out) {
        this.id = id;
        this.out = out;
    }

    private void changed(Runnable action) {
        lock.lock();
        try {
            action.run();
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void arrived(ByteBuffer message) {
        changed(() -> {
            receiveWindow -= message.remaining();
            if (receiveWindow < 0) {
                throw new IllegalStateException("channel %d was sent %d bytes too many".formatted(id, -receiveWindow));
            }
            messages.add(message);
        });
    }

    void granted(int bytes) {
        changed(() -> sendWindow += bytes);
    }

    void closedByPeer() {
        changed(() -> closed = true);
    }

    void close() {
        changed(() -> {
            if (!closed) {
                closed = true;
                out.accept(RawFrame.close(id, 0));
            }
        });
    }

    /** Waits for a message; empty when the channel is closed and all was taken. */
    Optional<ByteBuffer> receive() {
        lock.lock();
        try {
            while (messages.isEmpty() && !closed) {
                change.awaitUninterruptibly();
            }
            Optional<ByteBuffer> message = Optional.ofNullable(messages.poll());
            message.ifPresent(bytes -> giveBack(bytes.remaining()));
            return message;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(int bytes) {
        taken += bytes;
        if (receiveWindow < WINDOW / 2 && !closed) {
            receiveWindow += taken;
            out.accept(RawFrame.grant(id, taken));
            taken = 0;
        }
    }

    /** Waits until the message fits whole, and sends it; false if the channel was closed before. */
    boolean send(ByteBuffer message) {
        lock.lock();
        try {
            while (message.remaining() > sendWindow && !closed) {
                change.awaitUninterruptibly();
            }
            if (!closed) {
                sendWindow -= message.remaining();
                out.accept(RawFrame.data(id, 0, message));
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** A program: sends back what comes, until the other side closes. */
    static void echo(PlainChannel channel) {
        for (Optional<ByteBuffer> message = channel.receive(); message.isPresent(); message = channel.receive()) {
            channel.send(message.get());
        }
    }
}
