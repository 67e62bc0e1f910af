package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Where the decoder hands frames on to when nobody but it is measured.
 *
 * @param program takes the messages
 */
record DataOnly(Blackhole program) implements FrameHandler {
    @Override
    public void data(int channel, int flags, ByteBuffer message) {
        program.consume(message);
    }

    @Override
    public void open(int channel, ByteBuffer head) {
        throw unexpected();
    }

    @Override
    public void ack(int channel, ByteBuffer head) {
        throw unexpected();
    }

    @Override
    public void flowControl(int channel, ByteBuffer grant) {
        throw unexpected();
    }

    @Override
    public void close(int channel, int flags, ByteBuffer payload) {
        throw unexpected();
    }

    @Override
    public void error(int channel, ByteBuffer payload) {
        throw unexpected();
    }

    @Override
    public void ping(int flags, ByteBuffer payload) {
        throw unexpected();
    }

    @Override
    public void pong(ByteBuffer payload) {
        throw unexpected();
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("only DATA was written");
    }
}
