package org.reactivemux.reactor.protocol;

/** Whom a channel tells that something about it has changed: messages to take, room to send, an end. */
@FunctionalInterface
public interface ChannelObserver {

    /** Looks at the channel anew. Called between frames, never within the handling of one; may call back freely. */
    void changed();

    /**
     * Whether the reader would take a message that it has requested.
     *
     * @return false if the message is to wait until the reader requests another
     */
    default boolean hasRoom() {
        return true;
    }
}
