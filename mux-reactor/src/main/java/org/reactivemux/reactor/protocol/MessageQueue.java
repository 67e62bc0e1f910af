package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages in their order, and what they come to. An exchange of one for one needs no more than the first place. */
final class MessageQueue {
    /** What a read or a batch of small messages may hold; to make room again each time would cost as much as they do. */
    private static final int ROOM_KEPT = 4_096;

    private @Nullable ByteBuffer first;
    private @Nullable BurstQueue<ByteBuffer> rest;
    private long bytes;
    private int empty;

    void add(ByteBuffer message) {
        bytes += message.remaining();
        empty += message.hasRemaining() ? 0 : 1;
        if (first == null) {
            first = message;
            return;
        }
        if (rest == null) {
            rest = new BurstQueue<>(ROOM_KEPT);
        }
        rest.add(message);
    }

    @Nullable
    ByteBuffer peek() {
        return first;
    }

    @Nullable
    ByteBuffer poll() {
        ByteBuffer message = first;
        if (message != null) {
            first = rest == null ? null : rest.poll();
            bytes -= message.remaining();
            empty -= message.hasRemaining() ? 0 : 1;
        }
        return message;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return first == null ? 0 : 1 + (rest == null ? 0 : rest.size());
    }

    /** Of all messages. */
    long bytes() {
        return bytes;
    }

    /** The messages without a byte. */
    int empty() {
        return empty;
    }
}
