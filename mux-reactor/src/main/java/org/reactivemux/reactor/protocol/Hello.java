package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivemux.Codec;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;

/** The first frame of an extended peer: who it is and what it accepts (docs/protocol.md, section 3). */
record Hello(Role role, PeerSettings settings) {
    static final int VERSION = 1;

    /** P-6, P-9: what holds for a peer that says no hello; messages to it must fit half its window. */
    static final PeerSettings PLAIN = new PeerSettings(
            0,
            PlainDialect.LARGEST_MESSAGE,
            PlainDialect.LARGEST_MESSAGE,
            Integer.MAX_VALUE,
            PlainDialect.WINDOW,
            FrameFormat.UNBOUNDED,
            Set.of());

    /** H-13: what an absent entry means. */
    private static final PeerSettings DEFAULTS =
            new PeerSettings(VERSION, 65_536, 16 << 20, 1_024, 65_536, 1, Set.of());

    private static final int VERSION_ID = 1;
    private static final int ROLE_ID = 2;
    private static final int LARGEST_FRAME_ID = 3;
    private static final int LARGEST_MESSAGE_ID = 4;
    private static final int MAX_CHANNELS_ID = 5;
    private static final int INITIAL_WINDOW_ID = 6;
    private static final int INITIAL_CREDIT_ID = 7;
    private static final int CODECS_ID = 8;

    private static final int[] LENGTHS = {0, 2, 1, 4, 4, 4, 4, 4};

    static Hello of(Role role, MuxOptions options) {
        return new Hello(
                role,
                new PeerSettings(
                        VERSION,
                        options.largestFrame(),
                        options.largestMessage(),
                        options.maxChannels(),
                        options.initialWindow(),
                        options.prefetch(),
                        Codecs.understood(options.compression())));
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(64);
        Tlv.putShort(out, VERSION_ID, settings.version());
        Tlv.putByte(out, ROLE_ID, role.code());
        Tlv.putInt(out, LARGEST_FRAME_ID, settings.largestFrame());
        Tlv.putInt(out, LARGEST_MESSAGE_ID, settings.largestMessage());
        Tlv.putInt(out, MAX_CHANNELS_ID, settings.maxChannels());
        Tlv.putInt(out, INITIAL_WINDOW_ID, settings.initialWindow());
        Tlv.putInt(out, INITIAL_CREDIT_ID, settings.initialCredit());
        if (!settings.codecs().isEmpty()) {
            Tlv.begin(out, CODECS_ID, settings.codecs().size());
            settings.codecs().stream().sorted().forEach(codec -> out.put((byte) codec.id()));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Reads a peer's hello; {@code ours} is what an absent role is the opposite of. */
    static Hello decode(ByteBuffer in, Role ours) {
        Reader reader = new Reader();
        Tlv.read(in, reader);
        return reader.hello(ours.other());
    }

    /** Keeps what is there by id, so that the version can be judged before everything else (H-5). */
    private static final class Reader implements Tlv.Entries {
        private final @Nullable ByteBuffer[] values = new ByteBuffer[CODECS_ID + 1];

        @Override
        public void entry(int id, ByteBuffer value) {
            if (id < VERSION_ID || id > CODECS_ID) {
                return; // H-12: unknown entries are skipped
            }
            if (values[id] != null) {
                throw Rule.WELL_FORMED_TLV.violated("entry " + id + " is there twice");
            }
            values[id] = id == CODECS_ID ? value : Tlv.require(id, value, LENGTHS[id]);
        }

        Hello hello(Role absent) {
            int version = values[VERSION_ID] == null ? VERSION : values[VERSION_ID].getShort(0) & 0xFFFF;
            if (version != VERSION) {
                throw Rule.VERSION.violated("version " + version + " is not spoken here, only " + VERSION);
            }
            ByteBuffer role = values[ROLE_ID];
            return new Hello(
                    role == null ? absent : role(role.get(0)),
                    new PeerSettings(
                            version,
                            number(LARGEST_FRAME_ID, DEFAULTS.largestFrame(), 1_024, 0xFF_FFFF),
                            number(LARGEST_MESSAGE_ID, DEFAULTS.largestMessage(), 1_024, Integer.MAX_VALUE),
                            number(MAX_CHANNELS_ID, DEFAULTS.maxChannels(), 0, Integer.MAX_VALUE),
                            number(INITIAL_WINDOW_ID, DEFAULTS.initialWindow(), 1, Integer.MAX_VALUE),
                            credit(),
                            codecs()));
        }

        /** H-16: those that are not known here are ignored. */
        private Set<Codec> codecs() {
            Set<Codec> known = EnumSet.noneOf(Codec.class);
            ByteBuffer ids = values[CODECS_ID];
            while (ids != null && ids.hasRemaining()) {
                int id = ids.get() & 0xFF;
                Arrays.stream(Codec.values()).filter(codec -> codec.id() == id).forEach(known::add);
            }
            return known;
        }

        private int number(int id, int absent, int least, int most) {
            ByteBuffer value = values[id];
            return value == null ? absent : within(id, value, least, most);
        }

        private int credit() {
            ByteBuffer value = values[INITIAL_CREDIT_ID];
            return value == null ? DEFAULTS.initialCredit() : Hello.credit(INITIAL_CREDIT_ID, value);
        }

        private static Role role(int code) {
            return switch (code) {
                case 1 -> Role.INITIATOR;
                case 2 -> Role.ACCEPTOR;
                default -> throw Rule.VALUE_IN_RANGE.violated("there is no role " + (code & 0xFF));
            };
        }
    }

    /** An initial credit: a count, or {@link FrameFormat#UNBOUNDED} (H-3). */
    static int credit(int id, ByteBuffer value) {
        int credit = Tlv.require(id, value, 4).getInt(0);
        return credit == FrameFormat.UNBOUNDED ? credit : within(id, value, 0, Integer.MAX_VALUE);
    }

    private static int within(int id, ByteBuffer value, int least, int most) {
        int number = Tlv.require(id, value, 4).getInt(0);
        if (number < least || number > most) {
            throw Rule.VALUE_IN_RANGE.violated(
                    "entry %d is %s, not %d to %d".formatted(id, Integer.toUnsignedString(number), least, most));
        }
        return number;
    }
}
