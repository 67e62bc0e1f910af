package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Entries of u16 id, u16 length and value: the payloads of hello, OPEN and ACK (docs/protocol.md, H-2). */
final class Tlv {

    /** Is shown each entry in turn. */
    @FunctionalInterface
    interface Entries {
        void entry(int id, ByteBuffer value);
    }

    private Tlv() {}

    static void read(ByteBuffer in, Entries entries) {
        while (in.hasRemaining()) {
            if (in.remaining() < 4) {
                throw Rule.WELL_FORMED_TLV.violated("an entry ends inside its id and length");
            }
            int id = in.getShort() & 0xFFFF;
            int length = in.getShort() & 0xFFFF;
            if (length > in.remaining()) {
                throw Rule.WELL_FORMED_TLV.violated(
                        "entry %d has %d bytes where %d are left".formatted(id, length, in.remaining()));
            }
            ByteBuffer value = in.slice(in.position(), length);
            in.position(in.position() + length);
            entries.entry(id, value);
        }
    }

    static ByteBuffer require(int id, ByteBuffer value, int length) {
        if (value.remaining() != length) {
            throw Rule.WELL_FORMED_TLV.violated(
                    "entry %d has %d bytes, not %d".formatted(id, value.remaining(), length));
        }
        return value;
    }

    static void putByte(ByteBuffer out, int id, int value) {
        begin(out, id, 1).put((byte) value);
    }

    static void putShort(ByteBuffer out, int id, int value) {
        begin(out, id, 2).putShort((short) value);
    }

    static void putInt(ByteBuffer out, int id, int value) {
        begin(out, id, 4).putInt(value);
    }

    static ByteBuffer begin(ByteBuffer out, int id, int length) {
        return out.putShort((short) id).putShort((short) length);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A text for people: what is malformed in it is replaced (E-5). */
    static String text(ByteBuffer in) {
        return StandardCharsets.UTF_8.decode(in).toString();
    }

    /** A name that programs compare: malformed UTF-8 is a violation (H-3). */
    static String name(ByteBuffer in) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            throw Rule.VALUE_IN_RANGE.violated("a name or key is not well-formed UTF-8");
        }
    }
}
