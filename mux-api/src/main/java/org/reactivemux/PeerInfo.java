package org.reactivemux;

import java.util.Optional;

/**
 * Who is at the other end of a connection.
 *
 * @param dialect what the peer speaks
 * @param settings what the peer's hello said it accepts; for a plain peer, the fixed values of its dialect
 * @param identity what was known of it before it had said anything
 */
public record PeerInfo(Dialect dialect, PeerSettings settings, PeerIdentity identity) {

    /**
     * The peer's process as the operating system sees it.
     *
     * @return empty where the transport cannot tell
     */
    public Optional<PeerCredentials> credentials() {
        return identity.credentials();
    }
}
