package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps all frames that a decoder hands on. */
final class FrameRecorder implements FrameHandler {
    private final List<Frame> frames = new ArrayList<>();
    private final List<ByteBuffer> messages = new ArrayList<>();
    private Runnable afterEach = () -> {};

    List<Frame> frames() {
        return frames;
    }

    List<String> lines() {
        return frames.stream().map(Frame::toString).toList();
    }

    /** The payloads of DATA, not copied: they are the receiver's own. */
    List<ByteBuffer> messages() {
        return messages;
    }

    void afterEach(Runnable action) {
        afterEach = action;
    }

    private void add(int channel, int type, int flags, ByteBuffer payload) {
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        frames.add(new Frame(channel, type, flags, copy));
        afterEach.run();
    }

    @Override
    public void open(int channel, ByteBuffer head) {
        add(channel, Frame.OPEN, 0, head);
    }

    @Override
    public void ack(int channel, ByteBuffer head) {
        add(channel, Frame.ACK, 0, head);
    }

    @Override
    public void data(int channel, int flags, ByteBuffer message) {
        messages.add(message);
        add(channel, Frame.DATA, flags, message);
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
