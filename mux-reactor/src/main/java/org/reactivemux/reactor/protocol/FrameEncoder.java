package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Puts frames into batches. A payload that lies outside the heap and is large is referred to, any other is copied. */
final class FrameEncoder {
    /** From here on a copy costs more than one more entry of a gathering write. */
    private static final int LARGE = 16_384;

    private static final byte[] NOTHING = {};

    private final CRC32 crc = new CRC32();
    private long frames;
    private long bytes;

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    /** One DATA frame with {@code length} bytes of the message from index {@code from}; the message is not touched. */
    void data(Batch batch, int channel, int flags, ByteBuffer message, int from, int length) {
        if (message.isDirect() && length >= LARGE) {
            ByteBuffer body = message.slice(from, length);
            ByteBuffer out = batch.room(HEADER);
            int start = header(out, channel, DATA, flags, length);
            crc.update(body.duplicate());
            out.putInt(start + CRC_AT, (int) crc.getValue());
            batch.append(body);
        } else {
            ByteBuffer out = batch.room(HEADER + length);
            int start = header(out, channel, DATA, flags, length);
            int body = out.position();
            out.put(body, message, from, length).position(body + length);
            seal(out, start, body);
        }
    }

    void control(Batch batch, int channel, int type, int flags) {
        control(batch, channel, type, flags, NOTHING);
    }

    void control(Batch batch, int channel, int type, int flags, byte[] payload) {
        ByteBuffer out = batch.room(HEADER + payload.length);
        int start = header(out, channel, type, flags, payload.length);
        int body = out.position();
        out.put(payload);
        seal(out, start, body);
    }

    /** FLOW_CONTROL of bytes alone: 4 bytes, as every peer understands it. */
    void grant(Batch batch, int channel, int windowBytes) {
        ByteBuffer out = batch.room(HEADER + 4);
        int start = header(out, channel, FLOW_CONTROL, 0, 4);
        int body = out.position();
        out.putInt(windowBytes);
        seal(out, start, body);
    }

    /** FLOW_CONTROL of bytes and messages: 8 bytes, extended peers only. */
    void grant(Batch batch, int channel, int windowBytes, int messages) {
        ByteBuffer out = batch.room(HEADER + 8);
        int start = header(out, channel, FLOW_CONTROL, 0, 8);
        int body = out.position();
        out.putInt(windowBytes).putInt(messages);
        seal(out, start, body);
    }

    /** Writes all but the checksum, begins it, and leaves the position at the payload. */
    private int header(ByteBuffer out, int channel, int type, int flags, int length) {
        int start = out.position();
        out.putShort(MAGIC).putInt(channel).put((byte) type).put((byte) flags).putInt(length);
        int limit = out.limit();
        out.limit(out.position()).position(start);
        crc.reset();
        crc.update(out);
        out.limit(limit).position(start + HEADER);
        frames++;
        bytes += HEADER + length;
        return start;
    }

    private void seal(ByteBuffer out, int start, int body) {
        int end = out.position();
        int limit = out.limit();
        out.limit(end).position(body);
        crc.update(out);
        out.limit(limit);
        out.putInt(start + CRC_AT, (int) crc.getValue());
    }
}
