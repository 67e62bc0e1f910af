package org.reactivemux;

import org.jspecify.annotations.Nullable;

/**
 * Looks on at a client's or a server's connections: for meters, logs and traces. It is told of each connection's
 * beginning and end, and takes {@linkplain MuxConnection#snapshot() snapshots} whenever it likes. It may also put
 * something of its own in place of the connections that programs get and of the handlers that serve.
 *
 * <p>Several observers are told in their order, and each decorates what the ones before it have decorated.
 *
 * <p>Every method may be left out. They are called on the connection's event loop and must not block. What they throw is
 * logged and has no other effect, on other observers neither: a connection or handler is then what it was before. What
 * they have put in place of one is the program's own, and a handler that throws fails its channel, whoever has made it.
 */
public interface MuxObserver {

    /**
     * A connection is established: it is about to be handed to the program that asked for it.
     *
     * @param connection the connection itself, whatever {@link #decorate(MuxConnection)} makes of it
     */
    default void established(MuxConnection connection) {}

    /**
     * A connection is over and its socket done with; what it counted does not change any more. Told of every connection
     * once, also of one that was never established, such as one that an authoriser or a limit has turned away.
     *
     * @param connection the connection itself
     * @param cause why it ended, a {@link ProtocolViolationException} if the peer broke a rule; null after an end in good
     *     order
     */
    default void ended(MuxConnection connection, @Nullable MuxException cause) {}

    /**
     * What programs get in place of a connection; asked once it is established. One that re-establishes itself is decorated as
     * a whole, when it is made and on the thread that makes it; the connections behind it, which are told of one by one, are not.
     *
     * @param connection what they would get otherwise
     * @return the same, or what stands before it
     */
    default MuxConnection decorate(MuxConnection connection) {
        return connection;
    }

    /**
     * What serves in place of a handler; asked for each channel.
     *
     * @param handler what would serve otherwise
     * @return the same, or what stands before it
     */
    default MuxHandler decorate(MuxHandler handler) {
        return handler;
    }
}
