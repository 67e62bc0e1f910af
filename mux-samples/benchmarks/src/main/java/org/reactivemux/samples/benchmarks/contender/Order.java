package org.reactivemux.samples.benchmarks.contender;

import java.nio.ByteBuffer;
import org.reactivemux.samples.benchmarks.workload.Streams.Publishing;

/**
 * What a server is asked to stream.
 *
 * @param size bytes of each message
 * @param messages how many
 * @param publishing which thread they come from
 */
record Order(int size, int messages, Publishing publishing) {
    /** Bytes of an encoded order. */
    static final int BYTES = 9;

    ByteBuffer encode() {
        return ByteBuffer.allocate(BYTES)
                .putInt(size)
                .putInt(messages)
                .put((byte) (publishing == Publishing.OTHER_THREAD ? 1 : 0))
                .flip();
    }

    static Order decode(ByteBuffer in) {
        return new Order(in.getInt(), in.getInt(), in.get() == 0 ? Publishing.IN_PLACE : Publishing.OTHER_THREAD);
    }
}
