package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.reactivemux.ErrorCode;

/**
 * A frame as section 2 of docs/protocol.md describes it, written and read without the code under test. Its string is
 * what tests compare: {@code DATA 1 END "bye"}, {@code CLOSE 1 FIN STOP}, {@code FLOW_CONTROL 1 4 bytes 1 messages}.
 */
final class Frame {
    static final int OPEN = 1;
    static final int CLOSE = 2;
    static final int DATA = 3;
    static final int ACK = 4;
    static final int ERROR = 5;
    static final int PING = 6;
    static final int PONG = 7;
    static final int FLOW_CONTROL = 8;

    static final int COMPRESSED = 0x01;
    static final int MORE = 0x02;
    static final int END = 0x04;
    static final int FIN = 0x01;
    static final int STOP = 0x02;
    static final int HELLO = 0x80;
    static final int UNBOUNDED = 0xFFFF_FFFF;

    private static final String[] NAMES = {"", "OPEN", "CLOSE", "DATA", "ACK", "ERROR", "PING", "PONG", "FLOW_CONTROL"};

    private final int channel;
    private final int type;
    private final int flags;
    private final byte[] payload;

    Frame(int channel, int type, int flags, byte... payload) {
        this.channel = channel;
        this.type = type;
        this.flags = flags;
        this.payload = payload;
    }

    static Frame open(int channel) {
        return new Frame(channel, OPEN, 0);
    }

    static Frame open(int channel, Tlvs head) {
        return new Frame(channel, OPEN, 0, head.bytes());
    }

    static Frame ack(int channel) {
        return new Frame(channel, ACK, 0);
    }

    static Frame data(int channel, String text) {
        return data(channel, 0, text);
    }

    static Frame data(int channel, int flags, String text) {
        return new Frame(channel, DATA, flags, utf8(text));
    }

    /** A payload of that many bytes. */
    static Frame data(int channel, int flags, int size) {
        return new Frame(channel, DATA, flags, new byte[size]);
    }

    static Frame grant(int channel, int bytes) {
        return new Frame(channel, FLOW_CONTROL, 0, ints(bytes));
    }

    static Frame grant(int channel, int bytes, int messages) {
        return new Frame(channel, FLOW_CONTROL, 0, ints(bytes, messages));
    }

    /** CLOSE_CHANNEL with any flags. */
    static Frame close(int channel, int flags) {
        return new Frame(channel, CLOSE, flags);
    }

    static Frame error(int channel, ErrorCode code) {
        return new Frame(channel, ERROR, 0, ints(code.value()));
    }

    static Frame goAway(int lastAccepted) {
        return new Frame(0, CLOSE, 0, ints(lastAccepted, 0));
    }

    static Frame ping(String payload) {
        return new Frame(0, PING, 0, utf8(payload));
    }

    static Frame hello(Tlvs settings) {
        return new Frame(0, PING, HELLO, settings.bytes());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    int channel() {
        return channel;
    }

    int type() {
        return type;
    }

    int flags() {
        return flags;
    }

    ByteBuffer payload() {
        return ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    /** The text of an ERROR. */
    String errorText() {
        return new String(payload, 4, payload.length - 4, StandardCharsets.UTF_8);
    }

    /** The frame on the wire. */
    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(16 + payload.length)
                .putShort((short) 0x5353)
                .putInt(channel)
                .put((byte) type)
                .put((byte) flags)
                .putInt(payload.length);
        return bytes.putInt(checksum(bytes.array(), payload)).put(payload).flip();
    }

    static ByteBuffer stream(List<Frame> frames) {
        ByteBuffer all = ByteBuffer.allocate(
                frames.stream().mapToInt(frame -> 16 + frame.payload.length).sum());
        frames.forEach(frame -> all.put(frame.bytes()));
        return all.flip();
    }

    /** All the frames of a stream that ends behind a frame. */
    static List<Frame> parse(ByteBuffer stream) {
        List<Frame> frames = new ArrayList<>();
        while (stream.hasRemaining()) {
            byte[] header = new byte[16];
            stream.get(header);
            ByteBuffer fields = ByteBuffer.wrap(header);
            byte[] payload = new byte[fields.getInt(8)];
            stream.get(payload);
            if (fields.getShort(0) != 0x5353 || fields.getInt(12) != checksum(header, payload)) {
                throw new AssertionError("a frame with a wrong magic or checksum was written");
            }
            frames.add(new Frame(fields.getInt(2), header[6], header[7] & 0xFF, payload));
        }
        return frames;
    }

    private static int checksum(byte[] header, byte[] payload) {
        CRC32 crc = new CRC32();
        crc.update(header, 0, 12);
        crc.update(payload);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(NAMES[type]);
        if (type != PING && type != PONG) {
            line.append(' ').append(Integer.toUnsignedString(channel));
        }
        appendFlags(line);
        ByteBuffer in = payload();
        if (type == FLOW_CONTROL && payload.length >= 4) {
            line.append(' ').append(Integer.toUnsignedString(in.getInt())).append(" bytes");
            if (in.remaining() >= 4) {
                int messages = in.getInt();
                line.append(messages == UNBOUNDED ? " unbounded" : " " + messages + " messages");
            }
        } else if (type == ERROR && payload.length >= 4) {
            line.append(' ').append(new ErrorCode(in.getInt()));
        } else if (type == CLOSE && channel == 0 && payload.length >= 8) {
            line.append(" last ").append(Integer.toUnsignedString(in.getInt()));
            line.append(' ').append(new ErrorCode(in.getInt()));
        } else if (type == DATA) {
            line.append(' ').append(text(payload));
        } else if (payload.length > 0) {
            line.append(" [").append(payload.length).append(']');
        }
        return line.toString();
    }

    private void appendFlags(StringBuilder line) {
        String[] names = switch (type) {
            case DATA -> new String[] {" COMPRESSED", " MORE", " END"};
            case CLOSE -> new String[] {" FIN", " STOP", " 0x04"};
            default -> new String[] {" 0x01", " 0x02", " 0x04"};
        };
        for (int bit = 0; bit < names.length; bit++) {
            if ((flags & 1 << bit) != 0) {
                line.append(names[bit]);
            }
        }
        if ((flags & 0xF8) != 0) {
            line.append(type == PING && flags == HELLO ? " HELLO" : " 0x%02x".formatted(flags & 0xF8));
        }
    }

    /** A message as tests show it: short ones in quotes, others by their size. */
    static String text(byte[] message) {
        return message.length <= 40
                ? '"' + new String(message, StandardCharsets.UTF_8) + '"'
                : "[" + message.length + "]";
    }
}
