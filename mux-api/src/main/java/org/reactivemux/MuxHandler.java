package org.reactivemux;

import org.reactivestreams.Publisher;

/**
 * Serves one channel that the peer opened.
 *
 * <p>The result is subscribed at once, on the connection's event loop, and decides the channel's life. When it
 * completes, what was sent is flushed and ended, and the peer is told to stop whatever it still sends, a
 * {@link MuxChannel#receive()} that nobody subscribed to included. When it fails, a {@link MuxException}'s code and
 * text travel to the peer; any other error is logged here and travels as {@link ErrorCode#INTERNAL} without text. When
 * the channel or the connection dies first, the result is cancelled.
 */
@FunctionalInterface
public interface MuxHandler {

    /**
     * Serves a channel. Must not block; it is called on the connection's event loop.
     *
     * @param channel the channel, already accepted
     * @return ends when the handler has done with the channel
     */
    Publisher<Void> handle(MuxChannel channel);
}
