package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/** After the end: whatever the peer still says is not listened to. */
final class Silence implements FrameHandler {
    @Override
    public void open(int channel, ByteBuffer head) {}

    @Override
    public void ack(int channel, ByteBuffer head) {}

    @Override
    public void data(int channel, int flags, ByteBuffer message) {}

    @Override
    public void flowControl(int channel, ByteBuffer grant) {}

    @Override
    public void close(int channel, int flags, ByteBuffer payload) {}

    @Override
    public void error(int channel, ByteBuffer payload) {}

    @Override
    public void ping(int flags, ByteBuffer payload) {}

    @Override
    public void pong(ByteBuffer payload) {}
}
