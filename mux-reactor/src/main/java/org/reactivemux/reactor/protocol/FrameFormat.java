package org.reactivemux.reactor.protocol;

import org.reactivemux.FrameType;

/**
 * The layout of a frame (docs/protocol.md, section 2): the only place that knows where what lies, types and flag bits.
 * A header is read and written as two words: first what the frame is, magic, channel, type and flags; then its payload's
 * length and the checksum.
 */
final class FrameFormat {
    static final int HEADER = 16;

    /** Where the second word of a header lies. */
    static final int SECOND_AT = 8;

    static final int MAGIC = 0x5353;

    static final int OPEN_CHANNEL = 1;
    static final int CLOSE_CHANNEL = 2;
    static final int DATA = 3;
    static final int ACK = 4;
    static final int ERROR = 5;
    static final int PING = 6;
    static final int PONG = 7;
    static final int FLOW_CONTROL = 8;

    static final int HELLO = 0x80;
    static final int COMPRESSED = 0x01;
    static final int MORE = 0x02;
    static final int END = 0x04;
    static final int FIN = 0x01;
    static final int STOP = 0x02;

    /** F-3: the largest payload of any frame but DATA. */
    static final int LARGEST_CONTROL_PAYLOAD = 4_096;

    /** W-10: the message count of a grant that lifts the limit for good. */
    static final int UNBOUNDED = 0xFFFF_FFFF;

    /** In the order of their numbers, of which the first is 1. */
    private static final FrameType[] KINDS = FrameType.values();

    private FrameFormat() {}

    /** What programs know a type as. */
    static FrameType kind(int type) {
        return KINDS[type - 1];
    }

    /** The first word of a header. */
    static long first(int channel, int type, int flags) {
        return ((long) MAGIC << 48) | ((channel & 0xFFFF_FFFFL) << 16) | (type << 8) | flags;
    }

    static int magic(long first) {
        return (int) (first >>> 48);
    }

    static int channel(long first) {
        return (int) (first >>> 16);
    }

    static int type(long first) {
        return ((int) first >>> 8) & 0xFF;
    }

    static int flags(long first) {
        return (int) first & 0xFF;
    }

    /** The second word of a header. */
    static long second(int length, int checksum) {
        return ((long) length << 32) | (checksum & 0xFFFF_FFFFL);
    }

    static int length(long second) {
        return (int) (second >>> 32);
    }

    static int checksum(long second) {
        return (int) second;
    }
}
