package org.reactivemux.reactor.protocol;

/** Whom a channel tells that something about it has changed: messages to take, room to send, an end. */
@FunctionalInterface
public interface ChannelObserver {

    /** Looks at the channel anew. Called between frames, never within the handling of one; may call back freely. */
    void changed();
}
