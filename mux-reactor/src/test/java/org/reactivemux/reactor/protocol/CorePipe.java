package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;

/** One way of a connection: takes whole frames, gives bytes in pieces of any size, and may break at any byte. */
final class CorePipe {
    private final ArrayDeque<Passing> passing = new ArrayDeque<>();
    private byte[] bytes = new byte[4_096];
    private int from;
    private int to;
    private long written;
    private long carried;
    private boolean closed;
    private boolean broken;

    /** A frame under way, which has arrived when that many bytes of the pipe have. */
    private record Passing(Frame frame, long end) {}

    void write(Frame frame) {
        if (closed) {
            return;
        }
        ByteBuffer raw = frame.bytes();
        int size = raw.remaining();
        if (to + size > bytes.length) {
            int left = to - from;
            byte[] roomier = left + size > bytes.length ? new byte[2 * (left + size)] : bytes;
            System.arraycopy(bytes, from, roomier, 0, left);
            bytes = roomier;
            from = 0;
            to = left;
        }
        raw.get(bytes, to, size);
        to += size;
        written += size;
        passing.add(new Passing(frame, written));
    }

    /** Takes out that many bytes at the most, and tells of each frame that they complete. */
    ByteBuffer carry(int most, Consumer<Frame> arrived) {
        int count = Math.min(most, to - from);
        ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + count));
        from += count;
        carried += count;
        while (!passing.isEmpty() && passing.element().end() <= carried) {
            arrived.accept(passing.remove().frame());
        }
        return piece;
    }

    int size() {
        return to - from;
    }

    /** The end of the stream, behind what was written. */
    void close() {
        closed = true;
    }

    /** The loss of the connection: of what is under way only that many bytes still arrive. */
    void breakAfter(int kept) {
        to = from + Math.min(kept, size());
        closed = true;
        broken = true;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isBroken() {
        return broken;
    }
}
