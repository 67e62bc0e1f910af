package org.reactivemux.reactor.raw;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a hello, or entries of a head: u16 id, u16 length, value, built by hand (docs/protocol.md, section 3). */
public final class Tlvs {
    public static final int INITIATOR = 1;
    public static final int ACCEPTOR = 2;

    public static final int VERSION = 1;
    public static final int ROLE = 2;
    public static final int LARGEST_FRAME = 3;
    public static final int LARGEST_MESSAGE = 4;
    public static final int MAX_CHANNELS = 5;
    public static final int INITIAL_WINDOW = 6;
    public static final int INITIAL_CREDIT = 7;

    public static final int NAME = 1;
    public static final int HEAD_CREDIT = 5;

    private final ByteBuffer entries = ByteBuffer.allocate(4_096);

    public static Tlvs none() {
        return new Tlvs();
    }

    /** A hello of version 1 and that role; whatever else it does not say has its default. */
    public static Tlvs hello(int role) {
        return none().u16(VERSION, 1).u8(ROLE, role);
    }

    public static Tlvs head(String name) {
        return none().value(NAME, RawFrame.utf8(name));
    }

    public Tlvs u8(int id, int value) {
        return value(id, ByteBuffer.allocate(1).put((byte) value).flip());
    }

    public Tlvs u16(int id, int value) {
        return value(id, ByteBuffer.allocate(2).putShort((short) value).flip());
    }

    public Tlvs u32(int id, int value) {
        return value(id, RawFrame.integers(value));
    }

    public Tlvs value(int id, ByteBuffer value) {
        entries.putShort((short) id).putShort((short) value.remaining()).put(value.duplicate());
        return this;
    }

    public ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(entries.position());
        return bytes.put(entries.duplicate().flip()).flip();
    }

    /** The values by id, of entries that are known to be well-formed. */
    public static Map<Integer, ByteBuffer> parse(ByteBuffer payload) {
        Map<Integer, ByteBuffer> values = new TreeMap<>();
        ByteBuffer rest = payload.duplicate();
        while (rest.hasRemaining()) {
            int id = rest.getShort() & 0xFFFF;
            int length = rest.getShort() & 0xFFFF;
            values.put(id, rest.slice(rest.position(), length));
            rest.position(rest.position() + length);
        }
        return values;
    }
}
