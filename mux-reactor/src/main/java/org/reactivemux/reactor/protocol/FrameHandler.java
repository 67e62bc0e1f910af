package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/**
 * All that a peer can say. Headers and checksums have been verified. The payload of {@link #data} is the receiver's own
 * from then on; every other payload is only lent for the call.
 */
interface FrameHandler {
    void open(int channel, ByteBuffer head);

    void ack(int channel, ByteBuffer head);

    void data(int channel, int flags, ByteBuffer message);

    void flowControl(int channel, ByteBuffer grant);

    void close(int channel, int flags, ByteBuffer payload);

    void error(int channel, ByteBuffer payload);

    void ping(int flags, ByteBuffer payload);

    void pong(ByteBuffer payload);
}
