package org.reactivemux;

import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What is known of a peer before it has said anything: what {@link PeerAuthoriser}s decide on.
 *
 * @param transport what carries the connection
 * @param credentials the peer's process as the operating system sees it; empty where the transport cannot tell, and over
 *     TCP, where nobody knows
 * @param remoteAddress where a TCP connection comes from or goes to; empty on a Unix socket, whose clients have no name.
 *     It says who sent the packets, which may have been a proxy, and is no proof of anything
 * @param tls what the TLS handshake has agreed; empty without TLS
 */
public record PeerIdentity(
        Transport transport,
        Optional<PeerCredentials> credentials,
        Optional<InetSocketAddress> remoteAddress,
        Optional<SSLSession> tls) {

    /**
     * A peer on this machine, which has neither an address nor TLS.
     *
     * @param transport as above
     * @param credentials as above
     */
    public PeerIdentity(Transport transport, Optional<PeerCredentials> credentials) {
        this(transport, credentials, Optional.empty(), Optional.empty());
    }

    /**
     * The certificate by which the peer has shown who it is. The TLS handshake has checked it against what this side
     * trusts, and that the peer holds its key.
     *
     * @return the peer's own certificate, without those of its issuers; empty if it has shown none
     */
    public Optional<X509Certificate> certificate() {
        return tls.flatMap(PeerIdentity::shownIn);
    }

    private static Optional<X509Certificate> shownIn(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate own ? Optional.of(own) : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
