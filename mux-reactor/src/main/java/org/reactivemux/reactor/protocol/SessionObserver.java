package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;
import org.reactivemux.MuxException;

/** Whom a session tells what concerns the whole connection. Called between frames; may call back freely. */
public interface SessionObserver {

    /** The peer's first frame has told what it speaks and accepts. */
    void greeted();

    /** The handshake is complete. */
    void established();

    /**
     * The peer opens a channel, which is now to be accepted or refused.
     *
     * @param channel the channel
     */
    void offered(Channel channel);

    /**
     * The connection is over, up to last words that wait to be written.
     *
     * @param cause why, or null after an end in good order
     */
    void ended(@Nullable MuxException cause);
}
