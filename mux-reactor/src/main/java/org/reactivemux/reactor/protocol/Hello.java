package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;

/** The first frame of an extended peer: who it is and what it accepts (docs/protocol.md, section 3). */
record Hello(Role role, PeerSettings settings) {
    static final int VERSION = 1;

    /** P-2: what holds for a peer that says no hello; its messages must fit half its window. */
    static final PeerSettings PLAIN = new PeerSettings(
            0,
            PlainDialect.LARGEST_MESSAGE,
            PlainDialect.LARGEST_MESSAGE,
            Integer.MAX_VALUE,
            PlainDialect.WINDOW,
            FrameFormat.UNBOUNDED);

    /** H-6: what an absent entry means. */
    private static final PeerSettings DEFAULTS = new PeerSettings(VERSION, 65_536, 16 << 20, 1_024, 65_536, 1);

    private static final int VERSION_ID = 1;
    private static final int ROLE_ID = 2;
    private static final int LARGEST_FRAME_ID = 3;
    private static final int LARGEST_MESSAGE_ID = 4;
    private static final int MAX_CHANNELS_ID = 5;
    private static final int INITIAL_WINDOW_ID = 6;
    private static final int INITIAL_CREDIT_ID = 7;

    static Hello of(Role role, MuxOptions options) {
        return new Hello(
                role,
                new PeerSettings(
                        VERSION,
                        options.largestFrame(),
                        options.largestMessage(),
                        options.maxChannels(),
                        options.initialWindow(),
                        options.prefetch()));
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
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Reads a peer's hello; {@code ours} is what an absent role is the opposite of. */
    static Hello decode(ByteBuffer in, Role ours) {
        Reader reader = new Reader(ours.other());
        Tlv.read(in, reader);
        return reader.hello();
    }

    private static final class Reader implements Tlv.Entries {
        private final SeenOnce once = new SeenOnce();
        private Role role;
        private int version = DEFAULTS.version();
        private int largestFrame = DEFAULTS.largestFrame();
        private int largestMessage = DEFAULTS.largestMessage();
        private int maxChannels = DEFAULTS.maxChannels();
        private int initialWindow = DEFAULTS.initialWindow();
        private int initialCredit = DEFAULTS.initialCredit();

        Reader(Role role) {
            this.role = role;
        }

        @Override
        public void entry(int id, ByteBuffer value) {
            if (id >= VERSION_ID && id <= INITIAL_CREDIT_ID) {
                once.see(id);
            }
            switch (id) {
                case VERSION_ID -> version = Tlv.require(id, value, 2).getShort() & 0xFFFF;
                case ROLE_ID -> role = role(Tlv.require(id, value, 1).get());
                case LARGEST_FRAME_ID -> largestFrame = within(id, value, 1_024, 0xFF_FFFF);
                case LARGEST_MESSAGE_ID -> largestMessage = within(id, value, 1_024, Integer.MAX_VALUE);
                case MAX_CHANNELS_ID -> maxChannels = within(id, value, 0, Integer.MAX_VALUE);
                case INITIAL_WINDOW_ID -> initialWindow = within(id, value, 1, Integer.MAX_VALUE);
                case INITIAL_CREDIT_ID -> initialCredit = credit(id, value);
                default -> {} // H-2: unknown entries are skipped
            }
        }

        Hello hello() {
            if (version != VERSION) {
                throw Rule.VERSION.violated("version " + version + " is not spoken here, only " + VERSION);
            }
            return new Hello(
                    role,
                    new PeerSettings(
                            version, largestFrame, largestMessage, maxChannels, initialWindow, initialCredit));
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
            throw Rule.VALUE_IN_RANGE.violated("entry %d is %s, not %d to %d"
                    .formatted(id, Integer.toUnsignedString(number), least, most));
        }
        return number;
    }
}
