package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Puts frames into batches. A payload that lies outside the heap and is large is referred to, any other is copied. */
final class FrameEncoder {
    /** From here on a copy costs more than one more entry of a gathering write. */
    private static final int LARGE = 16_384;

    private static final byte[] NOTHING = {};

    private final FrameChecksum checksum = new FrameChecksum();
    private final FrameTally tally = new FrameTally();
    private @Nullable FrameLog log;

    FrameTally tally() {
        return tally;
    }

    long frames() {
        return tally.frames();
    }

    long bytes() {
        return tally.bytes();
    }

    /** Has each frame logged from now on, or none. */
    void log(@Nullable FrameLog next) {
        log = next;
    }

    /** One DATA frame with {@code length} bytes of the message from index {@code from}; the message is not touched. */
    void data(Batch batch, int channel, int flags, ByteBuffer message, int from, int length) {
        tally.data(length);
        if (message.isDirect() && length >= LARGE) {
            ByteBuffer body = message.slice(from, length);
            ByteBuffer out = batch.room(HEADER);
            header(out, out.position(), FrameFormat.first(channel, DATA, flags), body);
            batch.append(body.rewind());
        } else {
            ByteBuffer out = batch.room(HEADER + length);
            out.put(out.position() + HEADER, message, from, length);
            seal(out, channel, DATA, flags, length);
        }
    }

    void control(Batch batch, int channel, int type, int flags) {
        control(batch, channel, type, flags, NOTHING);
    }

    void control(Batch batch, int channel, int type, int flags, byte[] payload) {
        tally.control(type, payload.length);
        ByteBuffer out = batch.room(HEADER + payload.length);
        out.put(out.position() + HEADER, payload);
        seal(out, channel, type, flags, payload.length);
    }

    /** FLOW_CONTROL of bytes alone: 4 bytes, as every peer understands it. */
    void grant(Batch batch, int channel, int windowBytes) {
        tally.control(FLOW_CONTROL, 4);
        ByteBuffer out = batch.room(HEADER + 4);
        out.putInt(out.position() + HEADER, windowBytes);
        seal(out, channel, FLOW_CONTROL, 0, 4);
    }

    /** FLOW_CONTROL of bytes and messages: 8 bytes, extended peers only. */
    void grant(Batch batch, int channel, int windowBytes, int messages) {
        tally.control(FLOW_CONTROL, 8);
        ByteBuffer out = batch.room(HEADER + 8);
        out.putInt(out.position() + HEADER, windowBytes).putInt(out.position() + HEADER + 4, messages);
        seal(out, channel, FLOW_CONTROL, 0, 8);
    }

    /** Puts the header before a payload that is in its place, and goes behind it. */
    private void seal(ByteBuffer out, int channel, int type, int flags, int length) {
        int start = out.position();
        int limit = out.limit();
        out.limit(start + HEADER + length).position(start + HEADER);
        header(out, start, FrameFormat.first(channel, type, flags), out);
        out.limit(limit).position(start + HEADER + length);
    }

    private void header(ByteBuffer out, int start, long first, ByteBuffer payload) {
        int length = payload.remaining();
        if (log != null) {
            log.sent(first, payload);
        }
        int sum = checksum.of(first, payload);
        out.putLong(start, first).putLong(start + SECOND_AT, FrameFormat.second(length, sum));
        out.position(start + HEADER);
    }
}
