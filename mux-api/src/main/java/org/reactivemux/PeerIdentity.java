package org.reactivemux;

import java.util.Optional;

/**
 * What is known of a peer before it has said anything: what {@link PeerAuthoriser}s decide on.
 *
 * @param transport what carries the connection
 * @param credentials the peer's process as the operating system sees it; empty where the transport cannot tell
 */
public record PeerIdentity(Transport transport, Optional<PeerCredentials> credentials) {}
