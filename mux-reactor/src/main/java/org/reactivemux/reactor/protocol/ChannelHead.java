package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;

/**
 * What an OPEN says of its channel (docs/protocol.md, section 3).
 *
 * @param codec the number of the codec that the opener would like for both directions (H-17); 0 for none
 * @param initialCredit messages the other side may send before any grant; empty for the hello's
 */
public record ChannelHead(
        String name, Map<String, ByteBuffer> metadata, int weight, int codec, OptionalInt initialCredit) {
    private static final int LONGEST_NAME = 1_024;
    private static final int LONGEST_KEY = 255;
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private static final int NAME_ID = 1;
    private static final int METADATA_ID = 2;
    private static final int WEIGHT_ID = 3;
    private static final int CODEC_ID = 4;
    private static final int INITIAL_CREDIT_ID = 5;

    private static final byte[] NOTHING = {};

    /** The head of a channel opened by a plain peer, which cannot say anything of it. */
    static final ChannelHead PLAIN = new ChannelHead("", Map.of(), ChannelSpec.DEFAULT_WEIGHT, 0, OptionalInt.empty());

    /**
     * The head that a spec asks for, without a codec.
     *
     * @param spec the application's wishes
     * @return the head
     */
    public static ChannelHead of(ChannelSpec spec) {
        return of(spec, null);
    }

    /**
     * The head that a spec asks for.
     *
     * @param spec the application's wishes
     * @param codec the one of them that both sides understand, or null
     * @return the head
     */
    public static ChannelHead of(ChannelSpec spec, @Nullable Codec codec) {
        int id = codec == null ? 0 : codec.id();
        return new ChannelHead(spec.name(), spec.metadata(), spec.weight(), id, spec.prefetch());
    }

    /** The payload of an ACK that agrees to that codec, or to none (H-18). */
    static byte[] agreeing(@Nullable Codec codec) {
        return codec == null ? NOTHING : new byte[] {0, CODEC_ID, 0, 1, (byte) codec.id()};
    }

    /**
     * Makes sure that the head fits a frame.
     *
     * @throws IllegalArgumentException if a name or key is too long, or all together is
     */
    public void checkSize() {
        if (metadata.isEmpty() && name.length() <= LONGEST_NAME / MOST_BYTES_OF_A_CHAR) {
            return;
        }
        int nameLength = Tlv.utf8(name).length;
        if (nameLength > LONGEST_NAME) {
            throw new IllegalArgumentException("a channel name of " + nameLength + " bytes is over 1,024");
        }
        int size = sizeBound(nameLength);
        if (size > FrameFormat.LARGEST_CONTROL_PAYLOAD) {
            throw new IllegalArgumentException("name and metadata take " + size + " bytes, over 4,096");
        }
        for (String key : metadata.keySet()) {
            int length = Tlv.utf8(key).length;
            if (length > LONGEST_KEY) {
                throw new IllegalArgumentException("a metadata key of " + length + " bytes is over 255");
            }
        }
    }

    /** Name and metadata with their framing, and room for weight, codec and credit. */
    private int sizeBound(int nameLength) {
        int size = nameLength + 4 + 6 + 8 + (codec == 0 ? 0 : 5);
        for (Map.Entry<String, ByteBuffer> entry : metadata.entrySet()) {
            size += 5 + Tlv.utf8(entry.getKey()).length + entry.getValue().remaining();
        }
        return size;
    }

    /** The payload of the OPEN, of a head that passed {@link #checkSize}. */
    byte[] encode() {
        byte[] nameBytes = Tlv.utf8(name);
        ByteBuffer out = ByteBuffer.allocate(sizeBound(nameBytes.length));
        if (nameBytes.length > 0) {
            Tlv.begin(out, NAME_ID, nameBytes.length).put(nameBytes);
        }
        metadata.forEach((key, value) -> putMetadata(out, Tlv.utf8(key), value));
        if (weight != ChannelSpec.DEFAULT_WEIGHT) {
            Tlv.putShort(out, WEIGHT_ID, weight);
        }
        if (codec != 0) {
            Tlv.putByte(out, CODEC_ID, codec);
        }
        initialCredit.ifPresent(credit -> Tlv.putInt(out, INITIAL_CREDIT_ID, credit));
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void putMetadata(ByteBuffer out, byte[] key, ByteBuffer value) {
        Tlv.begin(out, METADATA_ID, 1 + key.length + value.remaining())
                .put((byte) key.length)
                .put(key)
                .put(value.duplicate());
    }

    static ChannelHead decode(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return PLAIN;
        }
        Reader reader = new Reader();
        Tlv.read(in, reader);
        return new ChannelHead(
                reader.name, Map.copyOf(reader.metadata), reader.weight, reader.codec, reader.initialCredit);
    }

    private static final class Reader implements Tlv.Entries {
        private int seen;
        private final Map<String, ByteBuffer> metadata = new LinkedHashMap<>();
        private String name = "";
        private int weight = ChannelSpec.DEFAULT_WEIGHT;
        private int codec;
        private OptionalInt initialCredit = OptionalInt.empty();

        @Override
        public void entry(int id, ByteBuffer value) {
            if (id >= NAME_ID && id <= INITIAL_CREDIT_ID && id != METADATA_ID) {
                seeOnce(id);
            }
            switch (id) {
                case NAME_ID -> name = name(value);
                case METADATA_ID -> metadata(value);
                case WEIGHT_ID -> weight = weight(Tlv.require(id, value, 2).getShort());
                case CODEC_ID -> codec = Tlv.require(id, value, 1).get() & 0xFF;
                case INITIAL_CREDIT_ID -> initialCredit = OptionalInt.of(Hello.credit(id, value));
                default -> {} // H-12: unknown entries are skipped
            }
        }

        private void seeOnce(int id) {
            if ((seen & 1 << id) != 0) {
                throw Rule.WELL_FORMED_TLV.violated("entry " + id + " is there twice");
            }
            seen |= 1 << id;
        }

        private static String name(ByteBuffer value) {
            if (value.remaining() > LONGEST_NAME) {
                throw Rule.WELL_FORMED_TLV.violated("a channel name of " + value.remaining() + " bytes is over 1,024");
            }
            return Tlv.name(value);
        }

        private void metadata(ByteBuffer value) {
            if (!value.hasRemaining() || value.remaining() < 1 + (value.get(0) & 0xFF)) {
                throw Rule.WELL_FORMED_TLV.violated("a metadata entry ends inside its key");
            }
            int keyLength = value.get() & 0xFF;
            String key = Tlv.name(value.slice(1, keyLength));
            byte[] bytes = new byte[value.remaining() - keyLength];
            value.get(1 + keyLength, bytes);
            if (metadata.putIfAbsent(key, ByteBuffer.wrap(bytes).asReadOnlyBuffer()) != null) {
                throw Rule.WELL_FORMED_TLV.violated("the metadata key '" + key + "' is there twice");
            }
        }

        private static int weight(int weight) {
            if (weight < 1 || weight > ChannelSpec.LARGEST_WEIGHT) {
                throw Rule.VALUE_IN_RANGE.violated("a weight is 1 to 256, not " + (weight & 0xFFFF));
            }
            return weight;
        }
    }
}
