package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Describes each frame as it is written, and as it comes, before it has an effect. Buffers are left as they are. */
final class FrameLog {
    private final Consumer<String> lines;

    FrameLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** A frame that is written, by the first word of its header. */
    void sent(long first, ByteBuffer payload) {
        int channel = FrameFormat.channel(first);
        log(">> ", channel, FrameFormat.type(first), FrameFormat.flags(first), payload);
    }

    /** A handler that logs what comes and hands it on. */
    FrameHandler before(FrameHandler next) {
        return new Logged(next);
    }

    private void log(String direction, int channel, int type, int flags, ByteBuffer payload) {
        lines.accept(direction + FrameLine.of(channel, type, flags, payload.duplicate()));
    }

    private final class Logged implements FrameHandler {
        private final FrameHandler next;

        Logged(FrameHandler next) {
            this.next = next;
        }

        private void received(int channel, int type, int flags, ByteBuffer payload) {
            log("<< ", channel, type, flags, payload);
        }

        @Override
        public void open(int channel, ByteBuffer head) {
            received(channel, FrameFormat.OPEN_CHANNEL, 0, head);
            next.open(channel, head);
        }

        @Override
        public void ack(int channel, ByteBuffer head) {
            received(channel, FrameFormat.ACK, 0, head);
            next.ack(channel, head);
        }

        @Override
        public void data(int channel, int flags, ByteBuffer message) {
            received(channel, FrameFormat.DATA, flags, message);
            next.data(channel, flags, message);
        }

        @Override
        public void flowControl(int channel, ByteBuffer grant) {
            received(channel, FrameFormat.FLOW_CONTROL, 0, grant);
            next.flowControl(channel, grant);
        }

        @Override
        public void close(int channel, int flags, ByteBuffer payload) {
            received(channel, FrameFormat.CLOSE_CHANNEL, flags, payload);
            next.close(channel, flags, payload);
        }

        @Override
        public void error(int channel, ByteBuffer payload) {
            received(channel, FrameFormat.ERROR, 0, payload);
            next.error(channel, payload);
        }

        @Override
        public void ping(int flags, ByteBuffer payload) {
            received(0, FrameFormat.PING, flags, payload);
            next.ping(flags, payload);
        }

        @Override
        public void pong(ByteBuffer payload) {
            received(0, FrameFormat.PONG, 0, payload);
            next.pong(payload);
        }
    }
}
