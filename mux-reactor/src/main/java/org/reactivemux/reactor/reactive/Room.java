package org.reactivemux.reactor.reactive;

/**
 * What a reader that looks at its messages' size, and not at their number alone, has in its context, with this type as the
 * key. While there is no room, a message stays in its channel although it was requested, as if nobody wanted it yet: there
 * the window bounds it, and the snapshot shows it. The next request has the channel ask again.
 */
@FunctionalInterface
public interface Room {
    /**
     * Whether the next message would be taken; asked on the channel's event loop.
     *
     * @return false if it is to stay where it is until the next request
     */
    boolean isLeft();
}
