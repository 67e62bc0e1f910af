package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. A frame that lies whole in one read is checked in place and its message copied
 * once, to the heap; one that reads cut in pieces is collected straight into the buffer that will be handed on.
 */
final class FrameDecoder {
    private int largestFrame;
    private final FrameChecksum checksum = new FrameChecksum();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private @Nullable ByteBuffer payload;
    private final FrameTally tally = new FrameTally();
    private FrameHandler target;
    private FrameHandler handler; // the target, or what logs the frames on their way to it
    private @Nullable FrameLog log;
    private boolean paused;

    FrameDecoder(int largestFrame, FrameHandler handler) {
        this.largestFrame = largestFrame;
        this.target = handler;
        this.handler = handler;
    }

    /** Whom the next frames go to, from within a frame's handling too. */
    void handTo(FrameHandler next) {
        target = next;
        handler = log == null ? next : log.before(next);
    }

    /** Has each frame logged from now on, or none. */
    void log(@Nullable FrameLog next) {
        log = next;
        handTo(target);
    }

    /** What DATA may carry from the next frame on. */
    void largestFrame(int bytes) {
        largestFrame = bytes;
    }

    /** Whether the stream stands between two frames. */
    boolean isBetweenFrames() {
        return payload == null && header.position() == 0;
    }

    FrameTally tally() {
        return tally;
    }

    long frames() {
        return tally.frames();
    }

    /** The frame at hand is the last one for now. */
    void pause() {
        paused = true;
    }

    /** Takes {@code in}, all of it unless paused, and hands on each frame that is complete. */
    void decode(ByteBuffer in) {
        int end = in.limit();
        paused = false;
        try {
            while (in.hasRemaining() && !paused) {
                if (isBetweenFrames()) {
                    decodeWhole(in);
                }
                if (!paused) {
                    collect(in);
                }
            }
        } finally {
            in.limit(end);
        }
    }

    /** Hands on the frames that lie whole in {@code in} and leaves the rest. */
    private void decodeWhole(ByteBuffer in) {
        int at = in.position();
        int end = in.limit();
        while (end - at >= HEADER && !paused) {
            long first = in.getLong(at);
            long second = in.getLong(at + SECOND_AT);
            int length = checkHeader(first, second);
            int body = at + HEADER;
            if (end - body < length) {
                break;
            }
            at = body + length;
            check(first, second, in.limit(at).position(body)); // which also brings it near for the copy
            dispatch(first, FrameFormat.type(first) == DATA ? copy(in, length) : in);
            in.limit(end);
        }
        in.position(at);
    }

    private static ByteBuffer copy(ByteBuffer in, int length) {
        byte[] message = new byte[length];
        in.get(message);
        return ByteBuffer.wrap(message);
    }

    /** Takes up what belongs to a frame that reads have cut in pieces. */
    private void collect(ByteBuffer in) {
        if (payload == null) {
            transfer(in, header);
            if (header.hasRemaining()) {
                return;
            }
            payload = ByteBuffer.allocate(checkHeader(header.getLong(0), header.getLong(SECOND_AT)));
        }
        ByteBuffer body = payload;
        transfer(in, body);
        if (!body.hasRemaining()) {
            long first = header.getLong(0);
            long second = header.getLong(SECOND_AT);
            payload = null;
            header.clear();
            check(first, second, body.flip());
            dispatch(first, body);
        }
    }

    private int checkHeader(long first, long second) {
        if (FrameFormat.magic(first) != MAGIC) {
            throw Rule.MAGIC.violated("a frame starts with 0x5353, not 0x%04x".formatted(FrameFormat.magic(first)));
        }
        int type = FrameFormat.type(first);
        if (type < OPEN_CHANNEL || type > FLOW_CONTROL) {
            throw Rule.FRAME_TYPE.violated("there is no frame type " + type);
        }
        int length = FrameFormat.length(second);
        int largest = type == DATA ? largestFrame : LARGEST_CONTROL_PAYLOAD;
        if (length < 0 || length > largest) {
            throw Rule.PAYLOAD_LENGTH.violated("a payload of %s bytes is over the %d allowed for type %d"
                    .formatted(Integer.toUnsignedString(length), largest, type));
        }
        return length;
    }

    private static void checkPlace(int type, int channel) {
        boolean fits = switch (type) {
            case PING, PONG -> channel == 0;
            case CLOSE_CHANNEL, ERROR -> true;
            default -> channel != 0;
        };
        if (!fits) {
            throw Rule.CONNECTION_FRAMES.violated("a frame of type %d does not belong on channel %s"
                    .formatted(type, Integer.toUnsignedString(channel)));
        }
    }

    private void dispatch(long first, ByteBuffer body) {
        int type = FrameFormat.type(first);
        int channel = FrameFormat.channel(first);
        int flags = FrameFormat.flags(first);
        checkPlace(type, channel);
        if (type == DATA) {
            tally.data(body.remaining());
            handler.data(channel, flags, body);
            return;
        }
        tally.control(type, body.remaining());
        switch (type) {
            case FLOW_CONTROL -> handler.flowControl(channel, body);
            case OPEN_CHANNEL -> handler.open(channel, body);
            case ACK -> handler.ack(channel, body);
            case CLOSE_CHANNEL -> handler.close(channel, flags, body);
            case ERROR -> handler.error(channel, body);
            case PING -> handler.ping(flags, body);
            case PONG -> handler.pong(body);
            default -> throw new IllegalStateException("checkHeader admits eight types, of which DATA was first");
        }
    }

    private void check(long first, long second, ByteBuffer body) {
        int start = body.position();
        int found = checksum.of(first, body);
        body.position(start);
        int expected = FrameFormat.checksum(second);
        if (found != expected) {
            throw Rule.CHECKSUM.violated(
                    "the checksum is 0x%08x where the bytes give 0x%08x".formatted(expected, found));
        }
    }

    private static void transfer(ByteBuffer from, ByteBuffer to) {
        int n = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), n);
        to.position(to.position() + n);
        from.position(from.position() + n);
    }
}
