package org.reactivemux.reactor.protocol;

/** The layout of a frame (docs/protocol.md, section 2): the only place that knows offsets, types and flag bits. */
final class FrameFormat {
    static final int HEADER = 16;
    static final int MAGIC_AT = 0;
    static final int CHANNEL_AT = 2;
    static final int TYPE_AT = 6;
    static final int FLAGS_AT = 7;
    static final int LENGTH_AT = 8;
    static final int CRC_AT = 12;

    static final short MAGIC = 0x5353;

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

    private FrameFormat() {}
}
