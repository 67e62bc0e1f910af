package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** What a stream of bytes says, up to the first byte that breaks a rule: as a decoder tells it, or read by hand. */
final class FuzzReading implements FrameHandler {
    private final List<Said> frames = new ArrayList<>();
    private String broken = "";
    private int brokenAt = Integer.MAX_VALUE;
    private boolean betweenFrames = true;

    /** Flags only of the frames that have some. */
    record Said(int channel, int type, int flags, ByteBuffer payload) {}

    /** Reads without the code under test. */
    static FuzzReading of(byte[] stream, int largest) {
        FuzzReading reading = new FuzzReading();
        int at = 0;
        while (stream.length - at >= 16 && reading.broken.isEmpty()) {
            at = reading.read(stream, at, largest);
        }
        reading.betweenFrames = at == stream.length;
        return reading;
    }

    /** One frame; returns where the next begins, or the end of the stream plus one if it is not all there. */
    private int read(byte[] stream, int at, int largest) {
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        int type = stream[at + 6];
        int length = bytes.getInt(at + 8);
        int body = at + 16;
        if (bytes.getShort(at) != 0x5353) {
            return breaks("F-1", body);
        }
        if (type < Frame.OPEN || type > Frame.FLOW_CONTROL) {
            return breaks("F-4", body);
        }
        if (Integer.compareUnsigned(length, type == Frame.DATA ? largest : 4_096) > 0) {
            return breaks("F-3", body);
        }
        if (length > stream.length - body) {
            return stream.length + 1;
        }
        CRC32 crc = new CRC32();
        crc.update(stream, at, 12);
        crc.update(stream, body, length);
        if ((int) crc.getValue() != bytes.getInt(at + 12)) {
            return breaks("F-2", body + length);
        }
        int channel = bytes.getInt(at + 2);
        boolean connections = type == Frame.PING || type == Frame.PONG;
        boolean either = type == Frame.CLOSE || type == Frame.ERROR;
        if (!either && connections != (channel == 0)) {
            return breaks("F-5", body + length);
        }
        boolean flags = type == Frame.DATA || type == Frame.CLOSE || type == Frame.PING;
        frames.add(new Said(channel, type, flags ? stream[at + 7] & 0xFF : 0, bytes.slice(body, length)));
        return body + length;
    }

    private int breaks(String rule, int shownBy) {
        broken = rule;
        brokenAt = shownBy;
        return shownBy;
    }

    List<Said> frames() {
        return frames;
    }

    /** The rule that is broken, or nothing. */
    String broken() {
        return broken;
    }

    /** How many bytes must have come for the violation to show. */
    int brokenAt() {
        return brokenAt;
    }

    boolean isBetweenFrames() {
        return betweenFrames;
    }

    private void add(int channel, int type, int flags, ByteBuffer payload) {
        byte[] copy = new byte[payload.remaining()];
        payload.get(copy);
        frames.add(new Said(channel, type, flags, ByteBuffer.wrap(copy)));
    }

    @Override
    public void open(int channel, ByteBuffer head) {
        add(channel, Frame.OPEN, 0, head);
    }

    @Override
    public void ack(int channel, ByteBuffer head) {
        add(channel, Frame.ACK, 0, head);
    }

    /** Kept as it is, for it is the receiver's own: what comes later must not change it. */
    @Override
    public void data(int channel, int flags, ByteBuffer message) {
        frames.add(new Said(channel, Frame.DATA, flags, message));
    }

    @Override
    public void flowControl(int channel, ByteBuffer grant) {
        add(channel, Frame.FLOW_CONTROL, 0, grant);
    }

    @Override
    public void close(int channel, int flags, ByteBuffer payload) {
        add(channel, Frame.CLOSE, flags, payload);
    }

    @Override
    public void error(int channel, ByteBuffer payload) {
        add(channel, Frame.ERROR, 0, payload);
    }

    @Override
    public void ping(int flags, ByteBuffer payload) {
        add(0, Frame.PING, flags, payload);
    }

    @Override
    public void pong(ByteBuffer payload) {
        add(0, Frame.PONG, 0, payload);
    }
}
