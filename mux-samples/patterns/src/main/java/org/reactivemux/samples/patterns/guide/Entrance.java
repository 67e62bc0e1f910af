package org.reactivemux.samples.patterns.guide;

import java.util.Optional;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.PeerCredentials;
import org.reactivemux.reactor.MuxServer;
import org.reactivestreams.Publisher;

/** Who may connect. */
public final class Entrance {
    /** Knows who may connect. */
    public interface Directory {
        /**
         * Decides.
         *
         * @param peer who it is, if that is known
         * @return whether it may
         */
        Publisher<Boolean> mayConnect(Optional<PeerCredentials> peer);
    }

    private Entrance() {}

    /**
     * A server for two users.
     *
     * @param socket the path at which it listens
     * @return the server
     */
    public static MuxServer forTwoUsers(String socket) {
        return MuxServer.create().unix(socket).mode("rw-rw-rw-").authorise(PeerAuthoriser.users(1000, 1001));
    }

    /**
     * A server that asks.
     *
     * @param server to be guarded
     * @param directory is asked
     * @return the guarded server
     */
    public static MuxServer asking(MuxServer server, Directory directory) {
        return server.authorise(peer -> directory.mayConnect(peer.credentials()));
    }
}
