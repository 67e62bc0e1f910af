package org.reactivemux.reactor.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Builds hello payloads and heads (H-2), well-formed or not, without the code under test. */
final class Tlvs {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Settings that state a role only. */
    static Tlvs role(Role role) {
        return new Tlvs().u8(2, role == Role.INITIATOR ? 1 : 2);
    }

    Tlvs u8(int id, int value) {
        return raw(id, (byte) value);
    }

    Tlvs u16(int id, int value) {
        return raw(id, (byte) (value >>> 8), (byte) value);
    }

    Tlvs u32(int id, int value) {
        return raw(id, Frame.ints(value));
    }

    Tlvs text(int id, String value) {
        return raw(id, Frame.utf8(value));
    }

    Tlvs metadata(String key, String value) {
        byte[] name = Frame.utf8(key);
        byte[] content = Frame.utf8(value);
        return raw(
                2,
                ByteBuffer.allocate(1 + name.length + content.length)
                        .put((byte) name.length)
                        .put(name)
                        .put(content)
                        .array());
    }

    Tlvs raw(int id, byte... value) {
        return header(id, value.length).bytes(value);
    }

    /** An id and a length without their value. */
    Tlvs header(int id, int length) {
        return bytes((byte) (id >>> 8), (byte) id, (byte) (length >>> 8), (byte) length);
    }

    Tlvs bytes(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
