package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The message of a channel that comes in several frames (docs/protocol.md, M-8), and the memory that is reserved for one
 * that is larger than its window (W-13). There is one for each channel that has had such a message.
 */
final class Fragments {
    private final Channel channel;
    private @Nullable Reassembly coming;
    private @Nullable Reassembly reserved; // complete, the first that the reader gets
    private int unwanted; // bytes of a message that nobody reads any more
    private boolean inside;

    Fragments(Channel channel) {
        this.channel = channel;
    }

    /** Whether a message has begun and not ended. */
    boolean isInside() {
        return inside;
    }

    /** The bytes held of a message that has not ended. */
    int bytes() {
        Reassembly current = coming; // a snapshot may be taken by any thread
        return current == null ? 0 : current.bytes();
    }

    /** Keeps a fragment; returns the message that it completes. */
    @Nullable
    ByteBuffer add(ByteBuffer fragment, boolean more) {
        Reassembly current = coming == null ? new Reassembly(channel) : coming;
        checkSize((long) current.bytes() + fragment.remaining());
        current.add(fragment);
        inside = more;
        if (more) {
            coming = current;
            return null;
        }
        coming = null;
        if (current.isReserved()) {
            reserved = current;
        } else {
            budget().release(current);
        }
        return current.assemble();
    }

    /** A fragment that nobody reads: only counted. */
    void pass(int bytes, boolean more) {
        checkSize((long) unwanted + bytes);
        unwanted = more ? unwanted + bytes : 0;
        inside = more;
    }

    /** M-4. */
    private void checkSize(long size) {
        int most = channel.session().options().largestMessage();
        if (size > most) {
            throw Rule.LARGEST_MESSAGE.violated("a message of at least %d bytes is over %d".formatted(size, most));
        }
    }

    /** W-13 (3): the bytes that count as consumed early from now on; none without a reservation. */
    int consumeEarly() {
        return coming != null && budget().reserve(coming) ? coming.consumeEarly() : 0;
    }

    /** The reader takes a message: frees what was reserved for it, returns the bytes that were consumed early. */
    int taken() {
        Reassembly first = reserved;
        if (first == null) {
            return 0;
        }
        reserved = null;
        budget().release(first);
        return first.consumedEarly();
    }

    /** What has come of a message is not wanted any more. */
    void dropIncomplete() {
        if (coming != null) {
            unwanted = coming.bytes();
            budget().release(coming);
            coming = null;
        }
    }

    /** Nor is the one that was complete. */
    void drop() {
        dropIncomplete();
        taken();
    }

    private ReassemblyBudget budget() {
        return channel.session().budget();
    }
}
