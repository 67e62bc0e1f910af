package org.reactivemux.reactor;

import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.reactive.Connection;

/**
 * A connection that was made.
 *
 * @param core the connection itself
 * @param face what its users get: the same, unless somebody has put something before it
 */
record Link(Connection core, MuxConnection face) {

    /** Whether channels can still be opened on it. */
    boolean takesChannels() {
        return core.takesChannels();
    }
}
