package org.reactivemux.reactor;

import java.time.Duration;
import java.util.List;
import org.reactivemux.MuxConnection;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A server that is listening. All methods may be called from any thread. */
public interface MuxBinding extends Disposable {

    /**
     * Where it listens, as clients write it.
     *
     * @return paths of Unix sockets, abstract names with their {@code @}, and {@code host:port} of TCP, with the real
     *     port and the host as it was given, that of IPv6 in brackets
     */
    List<String> addresses();

    /**
     * The connections that are established at this moment.
     *
     * @return a copy
     */
    List<MuxConnection> connections();

    /**
     * Stops listening and ends all connections in good order. Starts on subscription; cancelling stops the waiting, not
     * the shutdown.
     *
     * @param grace how long open channels may go on; those still open afterwards fail with
     *     {@link org.reactivemux.ErrorCode#TIMEOUT}. The first call's counts
     * @return completes when everything is closed and the socket files are gone; fails, then too, with an
     *     {@link org.reactivemux.EndpointException} if a file could not be removed
     */
    Mono<Void> shutdown(Duration grace);

    /**
     * The end of the server.
     *
     * @return completes when everything is closed, or fails as {@link #shutdown} does; cancelling only stops the watching
     */
    Mono<Void> onDispose();

    /** Stops listening and closes all connections now. */
    @Override
    void dispose();
}
