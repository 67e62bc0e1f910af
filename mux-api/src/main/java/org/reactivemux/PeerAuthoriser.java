package org.reactivemux;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Decides whether a peer may speak. Nothing the peer sent is looked at before it has said yes, and a peer that has gone
 * by then is not heard at all.
 *
 * <p>Called once for each connection, on its event loop, so it must not block. Its publisher may take its time, but the
 * handshake time-out goes on. {@code false}, an error and completion without a value all refuse the peer, which is told
 * {@link ErrorCode#UNAUTHORISED} and no reason. The publisher is cancelled if the connection ends before it has answered.
 *
 * <p>The ready-made ones for users and groups refuse a peer whose credentials are not known, such as any over TCP, and
 * make no exception for root.
 */
@FunctionalInterface
public interface PeerAuthoriser {

    /**
     * Decides about one peer.
     *
     * @param peer what is known of it
     * @return whether it may speak; the first value counts
     */
    Publisher<Boolean> authorise(PeerIdentity peer);

    /**
     * Only peers of the user that this process runs as.
     *
     * @return the authoriser
     */
    static PeerAuthoriser sameUser() {
        return users(Account.OWN_UID);
    }

    /**
     * Only peers of some users.
     *
     * @param uids the ids of these users; none refuses everybody
     * @return the authoriser
     */
    static PeerAuthoriser users(int... uids) {
        return new AccountAuthoriser(Account.users(uids));
    }

    /**
     * Only peers with that primary group. Supplementary groups do not count, for no transport tells them.
     *
     * @param gid the id of the group
     * @return the authoriser
     */
    static PeerAuthoriser primaryGroup(int gid) {
        return new AccountAuthoriser(Account.group(gid));
    }

    /**
     * Only peers that have shown a certificate in the TLS handshake. Which ones are good was decided there, by what this
     * side trusts; a server must have asked for one ({@code ClientAuth.REQUIRE} of Netty's {@code SslContextBuilder}).
     *
     * @return the authoriser
     */
    static PeerAuthoriser certified() {
        return certified(certificate -> true);
    }

    /**
     * Only peers whose certificate, good by what this side trusts, is also one of those that are wanted.
     *
     * @param wanted decides by the peer's own certificate, on the event loop; must not block
     * @return the authoriser
     */
    static PeerAuthoriser certified(Predicate<X509Certificate> wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return peer -> Mono.fromSupplier(() -> peer.certificate().filter(wanted).isPresent());
    }

    /**
     * Every peer, whoever it is: for addresses that only those can reach who may.
     *
     * @return the authoriser
     */
    static PeerAuthoriser anyone() {
        return peer -> Mono.just(true);
    }
}
