package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of which some fragments have come. Small ones are collected, so that what is held follows the bytes that came
 * and not the number of fragments (docs/protocol.md, L-6).
 */
final class Reassembly {
    /** From here on a fragment is kept as it is: what it costs beside its bytes is next to nothing then. */
    private static final int LARGE = 4_096;

    private static final int SMALLEST = 64;

    private final Channel channel;
    private final List<ByteBuffer> parts = new ArrayList<>(2);
    private @Nullable ByteBuffer collected;
    private int bytes;
    private int consumedEarly;
    private boolean reserved;

    Reassembly(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    int bytes() {
        return bytes;
    }

    /** The buffers held, the one being filled included. */
    int parts() {
        return parts.size() + (collected == null ? 0 : 1);
    }

    boolean isReserved() {
        return reserved;
    }

    void reserved(boolean held) {
        reserved = held;
    }

    void add(ByteBuffer fragment) {
        bytes += fragment.remaining();
        if (fragment.remaining() >= LARGE) {
            finishCollected();
            parts.add(fragment);
            return;
        }
        roomFor(fragment.remaining()).put(fragment);
    }

    /** Grows with what comes, so that one small fragment costs little more than its bytes. */
    private ByteBuffer roomFor(int more) {
        ByteBuffer room = collected == null ? ByteBuffer.allocate(Math.max(SMALLEST, more)) : collected;
        if (room.remaining() < more && room.capacity() < LARGE) {
            int grown = Math.min(LARGE, Math.max(2 * room.capacity(), room.position() + more));
            room = ByteBuffer.allocate(grown).put(room.flip());
        }
        if (room.remaining() < more) {
            parts.add(room.flip());
            room = ByteBuffer.allocate(LARGE);
        }
        collected = room;
        return room;
    }

    private void finishCollected() {
        if (collected != null) {
            parts.add(collected.flip());
            collected = null;
        }
    }

    /** Bytes that count as consumed although the message is not complete (W-13); each is counted once. */
    int consumeEarly() {
        int fresh = bytes - consumedEarly;
        consumedEarly = bytes;
        return fresh;
    }

    int consumedEarly() {
        return consumedEarly;
    }

    ByteBuffer assemble() {
        finishCollected();
        ByteBuffer message = ByteBuffer.allocate(bytes);
        parts.forEach(message::put);
        parts.clear();
        return message.flip();
    }
}
