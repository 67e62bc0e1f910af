package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A message of which some fragments have come. */
final class Reassembly {
    private final Channel channel;
    private final List<ByteBuffer> fragments = new ArrayList<>();
    private int bytes;
    private int consumedEarly;
    private boolean reserved;

    Reassembly(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    int bytes() {
        return bytes;
    }

    boolean isReserved() {
        return reserved;
    }

    void reserved(boolean held) {
        reserved = held;
    }

    void add(ByteBuffer fragment) {
        fragments.add(fragment);
        bytes += fragment.remaining();
    }

    /** Bytes that count as consumed although the message is not complete (W-13); each is counted once. */
    int consumeEarly() {
        int fresh = bytes - consumedEarly;
        consumedEarly = bytes;
        return fresh;
    }

    int consumedEarly() {
        return consumedEarly;
    }

    ByteBuffer assemble() {
        ByteBuffer message = ByteBuffer.allocate(bytes);
        fragments.forEach(message::put);
        fragments.clear();
        return message.flip();
    }
}
