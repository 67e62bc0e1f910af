package org.reactivemux.reactor;

import java.util.Optional;
import org.reactivemux.PeerInfo;

/**
 * What happens to a connection that re-establishes itself ({@link ReconnectOptions#onEvent}); of several, to any one of
 * them. In the life of one it is
 *
 * <pre>
 *   Connecting(1) -- Failed(1) -- Connecting(2) -- ... -- Connected -- Lost -- Connecting(1) -- ...
 *                                     Failed(n) -- GivenUp -- Connecting(1) -- ...
 * </pre>
 *
 * An attempt that nobody waits for any more ends without a word, and after {@code dispose} and {@code shutdown} nothing
 * more is told.
 */
public sealed interface ReconnectEvent {

    /**
     * An attempt to connect begins.
     *
     * @param attempt its number since there was a connection, or since it was given up; the first is 1
     */
    record Connecting(long attempt) implements ReconnectEvent {}

    /**
     * An attempt has failed. Another one follows when the {@code Retry} says so, or {@link GivenUp} at once.
     *
     * @param attempt its number
     * @param cause why
     */
    record Failed(long attempt, Throwable cause) implements ReconnectEvent {}

    /**
     * There is a connection.
     *
     * @param peer who is at its other end
     */
    record Connected(PeerInfo peer) implements ReconnectEvent {}

    /**
     * The connection is of no more use: it has ended, or, as somebody wanted to use it, its server was found to go away.
     * Channels that are open on one that goes away may still finish.
     *
     * @param cause why, or empty if it ended in good order or goes away
     */
    record Lost(Optional<Throwable> cause) implements ReconnectEvent {}

    /**
     * The {@code Retry} allows no more attempts: whoever waited has failed. The next use begins anew.
     *
     * @param cause why the last attempt failed
     */
    record GivenUp(Throwable cause) implements ReconnectEvent {}
}
