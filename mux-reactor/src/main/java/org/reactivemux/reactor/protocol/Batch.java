package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;

/** Where the frames of one turn are collected, to be written with one flush. */
public interface Batch {

    /**
     * Room to append to; the caller advances the position over what it wrote.
     *
     * @param bytes how many must fit
     * @return a big-endian buffer with at least that many bytes remaining
     */
    ByteBuffer room(int bytes);

    /**
     * Appends bytes without copying them.
     *
     * @param bytes from position to limit; they stay as they are until the batch is written
     */
    void append(ByteBuffer bytes);

    /**
     * Whether the batch has reached the size at which it is better written than grown.
     *
     * @return true if no more data should be added; control frames still may
     */
    boolean isFull();

    /** Gives up the batch and what it has taken from pools, which by itself is nothing; it will not be written. */
    default void discard() {}
}
