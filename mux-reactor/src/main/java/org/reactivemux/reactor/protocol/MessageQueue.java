package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages in their order. An exchange of one for one needs no more than the first place. */
final class MessageQueue {
    private @Nullable ByteBuffer first;
    private @Nullable BurstQueue<ByteBuffer> rest;

    void add(ByteBuffer message) {
        if (first == null) {
            first = message;
            return;
        }
        if (rest == null) {
            rest = new BurstQueue<>();
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
        first = rest == null ? null : rest.poll();
        return message;
    }

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return first == null ? 0 : 1 + (rest == null ? 0 : rest.size());
    }
}
