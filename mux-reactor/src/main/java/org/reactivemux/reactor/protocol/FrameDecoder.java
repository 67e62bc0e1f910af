package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. A frame that lies whole in one read is checked in place and its message copied
 * once, to the heap; one that reads cut in pieces is collected straight into the buffer that will be handed on.
 */
final class FrameDecoder {
    private int largestFrame;
    private final CRC32 crc = new CRC32();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private @Nullable ByteBuffer payload;
    private FrameHandler handler;
    private long frames;

    FrameDecoder(int largestFrame, FrameHandler handler) {
        this.largestFrame = largestFrame;
        this.handler = handler;
    }

    /** Whom the next frames go to, from within a frame's handling too. */
    void handTo(FrameHandler next) {
        handler = next;
    }

    /** What DATA may carry from the next frame on. */
    void largestFrame(int bytes) {
        largestFrame = bytes;
    }

    /** Whether the stream stands between two frames. */
    boolean isBetweenFrames() {
        return payload == null && header.position() == 0;
    }

    long frames() {
        return frames;
    }

    /** Takes all of {@code in} and hands on each frame that is complete. */
    void decode(ByteBuffer in) {
        while (true) {
            if (isBetweenFrames() && decodeWhole(in)) {
                continue;
            }
            if (payload == null) {
                transfer(in, header);
                if (header.hasRemaining()) {
                    return;
                }
                payload = ByteBuffer.allocate(checkHeader(header, 0));
            }
            transfer(in, payload);
            if (payload.hasRemaining()) {
                return;
            }
            finishCollected(payload.flip());
        }
    }

    private boolean decodeWhole(ByteBuffer in) {
        int start = in.position();
        int available = in.remaining();
        if (available < HEADER) {
            return false;
        }
        int length = checkHeader(in, start);
        if (available < HEADER + length) {
            return false;
        }
        int body = start + HEADER;
        int limit = in.limit();
        in.limit(start + CRC_AT);
        crc.reset();
        crc.update(in);
        in.limit(body + length).position(body);
        crc.update(in);
        checkCrc(in.getInt(start + CRC_AT));
        if (in.get(start + TYPE_AT) == DATA) {
            byte[] message = new byte[length];
            in.get(body, message);
            dispatch(in, start, ByteBuffer.wrap(message));
        } else {
            dispatch(in, start, in.position(body));
        }
        in.limit(limit).position(body + length);
        return true;
    }

    private void finishCollected(ByteBuffer body) {
        crc.reset();
        crc.update(header.slice(0, CRC_AT));
        crc.update(body.duplicate());
        checkCrc(header.getInt(CRC_AT));
        payload = null;
        header.clear();
        dispatch(header, 0, body);
    }

    private int checkHeader(ByteBuffer in, int at) {
        if (in.getShort(at + MAGIC_AT) != MAGIC) {
            throw Rule.MAGIC.violated(
                    "a frame starts with 0x5353, not 0x%04x".formatted(in.getShort(at + MAGIC_AT) & 0xFFFF));
        }
        int type = in.get(at + TYPE_AT);
        if (type < OPEN_CHANNEL || type > FLOW_CONTROL) {
            throw Rule.FRAME_TYPE.violated("there is no frame type " + (type & 0xFF));
        }
        int length = in.getInt(at + LENGTH_AT);
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

    private void checkCrc(int expected) {
        if ((int) crc.getValue() != expected) {
            throw Rule.CHECKSUM.violated(
                    "the checksum is 0x%08x where the bytes give 0x%08x".formatted(expected, (int) crc.getValue()));
        }
    }

    private void dispatch(ByteBuffer in, int at, ByteBuffer body) {
        frames++;
        int channel = in.getInt(at + CHANNEL_AT);
        int flags = in.get(at + FLAGS_AT) & 0xFF;
        int type = in.get(at + TYPE_AT);
        checkPlace(type, channel);
        switch (type) {
            case DATA -> handler.data(channel, flags, body);
            case FLOW_CONTROL -> handler.flowControl(channel, body);
            case OPEN_CHANNEL -> handler.open(channel, body);
            case ACK -> handler.ack(channel, body);
            case CLOSE_CHANNEL -> handler.close(channel, flags, body);
            case ERROR -> handler.error(channel, body);
            case PING -> handler.ping(flags, body);
            case PONG -> handler.pong(body);
            default -> throw new IllegalStateException("checkHeader admits eight types");
        }
    }

    private static void transfer(ByteBuffer from, ByteBuffer to) {
        int n = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), n);
        to.position(to.position() + n);
        from.position(from.position() + n);
    }
}
