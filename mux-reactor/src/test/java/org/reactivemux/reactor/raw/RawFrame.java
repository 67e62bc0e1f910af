package org.reactivemux.reactor.raw;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A frame, put together and taken apart by hand from docs/protocol.md, section 2, and from nothing else.
 *
 * @param channel the channel id, unsigned
 * @param type 1 to 8
 * @param flags as on the wire
 * @param payload from position to limit; equal frames have equal bytes
 */
public record RawFrame(int channel, int type, int flags, ByteBuffer payload) {
    public static final int OPEN = 1;
    public static final int CLOSE = 2;
    public static final int DATA = 3;
    public static final int ACK = 4;
    public static final int ERROR = 5;
    public static final int PING = 6;
    public static final int PONG = 7;
    public static final int FLOW_CONTROL = 8;

    public static final int FIN = 0x01;
    public static final int STOP = 0x02;
    public static final int MORE = 0x02;
    public static final int END = 0x04;
    public static final int HELLO = 0x80;
    public static final int UNBOUNDED = 0xFFFFFFFF;

    public static final int PROTOCOL_ERROR = 1;
    public static final int INTERNAL = 2;
    public static final int CANCELLED = 3;
    public static final int REFUSED = 4;
    public static final int NO_HANDLER = 5;
    public static final int TIMEOUT = 7;
    public static final int MESSAGE_TOO_LARGE = 8;

    private static final int HEADER = 16;
    private static final int SUMMED = 12;
    private static final int MAGIC = 0x5353;
    private static final int NO_TYPE_IS_LONGER = 1 << 24;

    public static RawFrame hello(Tlvs settings) {
        return new RawFrame(0, PING, HELLO, settings.encode());
    }

    public static RawFrame ping(String payload) {
        return new RawFrame(0, PING, 0, utf8(payload));
    }

    public static RawFrame open(int channel, String name) {
        return new RawFrame(channel, OPEN, 0, Tlvs.head(name).encode());
    }

    public static RawFrame ack(int channel) {
        return empty(channel, ACK, 0);
    }

    public static RawFrame data(int channel, int flags, ByteBuffer message) {
        return new RawFrame(channel, DATA, flags, message);
    }

    public static RawFrame data(int channel, String message) {
        return data(channel, 0, utf8(message));
    }

    public static RawFrame grant(int channel, int bytes) {
        return new RawFrame(channel, FLOW_CONTROL, 0, integers(bytes));
    }

    public static RawFrame grant(int channel, int bytes, int messages) {
        return new RawFrame(channel, FLOW_CONTROL, 0, integers(bytes, messages));
    }

    public static RawFrame close(int channel, int flags) {
        return empty(channel, CLOSE, flags);
    }

    public static RawFrame error(int channel, int code, String text) {
        ByteBuffer words = utf8(text);
        return new RawFrame(
                channel,
                ERROR,
                0,
                ByteBuffer.allocate(4 + words.remaining())
                        .putInt(code)
                        .put(words)
                        .flip());
    }

    public static RawFrame goAway(int lastAccepted, int code) {
        return new RawFrame(0, CLOSE, 0, integers(lastAccepted, code));
    }

    public static RawFrame empty(int channel, int type, int flags) {
        return new RawFrame(channel, type, flags, ByteBuffer.allocate(0));
    }

    public static ByteBuffer integers(int... values) {
        ByteBuffer out = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            out.putInt(value);
        }
        return out.flip();
    }

    public static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The frame as bytes, ready to be written. */
    public ByteBuffer encode() {
        int length = payload.remaining();
        ByteBuffer out = ByteBuffer.allocate(HEADER + length)
                .putShort((short) MAGIC)
                .putInt(channel)
                .put((byte) type)
                .put((byte) flags)
                .putInt(length);
        out.putInt(checksum(out.array(), payload)).put(payload.duplicate());
        return out.flip();
    }

    /** Reads one frame, whole; null at the end of the stream before it. */
    public static @Nullable RawFrame read(ReadableByteChannel from) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (from.read(header) < 0) {
            return null;
        }
        fill(from, header);
        if ((header.getShort(0) & 0xFFFF) != MAGIC) {
            throw new IOException("no frame begins with 0x%04x".formatted(header.getShort(0) & 0xFFFF));
        }
        int length = header.getInt(8);
        if (length < 0 || length >= NO_TYPE_IS_LONGER) {
            throw new IOException("no payload has a length of " + Integer.toUnsignedString(length));
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(from, payload);
        payload.flip();
        RawFrame frame = new RawFrame(header.getInt(2), header.get(6) & 0xFF, header.get(7) & 0xFF, payload);
        if (checksum(header.array(), payload) != header.getInt(SUMMED)) {
            throw new IOException("wrong checksum of " + frame);
        }
        return frame;
    }

    private static void fill(ReadableByteChannel from, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into) < 0) {
                throw new EOFException("the stream ends inside a frame");
            }
        }
    }

    private static int checksum(byte[] header, ByteBuffer payload) {
        CRC32 crc = new CRC32();
        crc.update(header, 0, SUMMED);
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }

    public boolean is(int wantedType, int wantedChannel) {
        return type == wantedType && channel == wantedChannel;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The payload's integer at that offset: a grant's bytes or messages, an error's or go-away's code. */
    public int integer(int offset) {
        return payload.getInt(payload.position() + offset);
    }

    /** The messages that a grant grants; none in one of 4 bytes. */
    public int messages() {
        return payload.remaining() == 8 ? integer(4) : 0;
    }

    /** The text of an ERROR, or all of a message as text. */
    public String text() {
        ByteBuffer words = payload.duplicate();
        if (type == ERROR) {
            words.position(words.position() + 4);
        }
        return StandardCharsets.UTF_8.decode(words).toString();
    }

    public int size() {
        return payload.remaining();
    }

    @Override
    public String toString() {
        String[] names = {"?", "OPEN", "CLOSE", "DATA", "ACK", "ERROR", "PING", "PONG", "FLOW_CONTROL"};
        String name = type < names.length ? names[type] : "type " + type;
        String content = size() > 64 ? size() + " bytes" : hex();
        return "%s on %s, flags 0x%02x [%s]".formatted(name, Integer.toUnsignedString(channel), flags, content);
    }

    private String hex() {
        StringBuilder digits = new StringBuilder();
        ByteBuffer bytes = payload.duplicate();
        while (bytes.hasRemaining()) {
            digits.append("%02x".formatted(bytes.get() & 0xFF));
        }
        return digits.toString();
    }
}
