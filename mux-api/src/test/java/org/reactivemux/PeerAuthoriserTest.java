package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.security.auth.module.UnixSystem;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The ready-made authorisers, on credentials as either kind of transport tells them. */
class PeerAuthoriserTest {
    private static final UnixSystem SELF = new UnixSystem();
    private static final int UID = (int) SELF.getUid();
    private static final int NO_UID = 4_711_000;

    private static boolean letsIn(PeerAuthoriser authoriser, PeerCredentials peer) {
        PeerIdentity identity = new PeerIdentity(Transport.EPOLL, Optional.of(peer));
        return Objects.requireNonNull(Mono.from(authoriser.authorise(identity)).block(Duration.ofSeconds(10)));
    }

    private static PeerCredentials ids(int uid, int gid) {
        return new PeerCredentials.Ids(1, uid, gid);
    }

    private static PeerCredentials names(String user, String group) {
        return new PeerCredentials.Names(user, group);
    }

    @Test
    void aUserIsKnownByItsNumber() {
        PeerAuthoriser authoriser = PeerAuthoriser.users(7, 1_000);
        assertThat(letsIn(authoriser, ids(1_000, 7))).isTrue();
        assertThat(letsIn(authoriser, ids(1_001, 1_000)))
                .as("the group counts for nothing")
                .isFalse();
    }

    @Test
    void aGroupIsKnownByItsNumber() {
        PeerAuthoriser authoriser = PeerAuthoriser.primaryGroup(1_000);
        assertThat(letsIn(authoriser, ids(7, 1_000))).isTrue();
        assertThat(letsIn(authoriser, ids(1_000, 7)))
                .as("the user counts for nothing")
                .isFalse();
    }

    @Test
    void aNameStandsForItsNumber() {
        assertThat(letsIn(PeerAuthoriser.users(0), names("root", "nobody"))).isTrue();
        assertThat(letsIn(PeerAuthoriser.users(NO_UID), names("root", "root"))).isFalse();
        assertThat(letsIn(PeerAuthoriser.primaryGroup(0), names("nobody", "root")))
                .isTrue();
        assertThat(letsIn(PeerAuthoriser.primaryGroup(NO_UID), names("root", "root")))
                .isFalse();
    }

    @Test
    void aNumberWithoutANameStandsForItself() {
        assertThat(letsIn(PeerAuthoriser.users(NO_UID), names("4711000", "0"))).isTrue();
        assertThat(letsIn(PeerAuthoriser.users(NO_UID), names("4711001", "0"))).isFalse();
    }

    @Test
    void aNameThatNobodyHasIsNobodys() {
        assertThat(letsIn(PeerAuthoriser.users(0, UID), names("no such user", "root")))
                .isFalse();
    }

    /** Ids are unsigned, so that 2^32 - 2 is a user like any other. */
    @Test
    void theHighestUserIsAUserToo() {
        assertThat(letsIn(PeerAuthoriser.users(-2), ids(-2, 0))).isTrue();
        assertThat(letsIn(PeerAuthoriser.users(0), ids(-2, 0))).isFalse();
    }

    @Test
    void theSameUserIsTheOneThisProcessRunsAs() {
        assertThat(letsIn(PeerAuthoriser.sameUser(), ids(UID, NO_UID))).isTrue();
        assertThat(letsIn(PeerAuthoriser.sameUser(), ids(UID + 1, NO_UID))).isFalse();
        assertThat(letsIn(PeerAuthoriser.sameUser(), names(String.valueOf(UID), "root")))
                .isTrue();
    }

    @Test
    void laterChangesOfTheListDoNotCount() {
        int[] uids = {7};
        PeerAuthoriser authoriser = PeerAuthoriser.users(uids);
        uids[0] = 8;
        assertThat(letsIn(authoriser, ids(7, 0))).isTrue();
        assertThat(letsIn(authoriser, ids(8, 0))).isFalse();
    }

    private static boolean letsInOverTcp(PeerAuthoriser authoriser) {
        PeerIdentity stranger = new PeerIdentity(
                Transport.NIO,
                Optional.empty(),
                Optional.of(InetSocketAddress.createUnresolved("somewhere", 1)),
                Optional.empty());
        return Objects.requireNonNull(Mono.from(authoriser.authorise(stranger)).block(Duration.ofSeconds(10)));
    }

    @Test
    void whoHasNoCertificateIsNotCertified() {
        assertThat(letsInOverTcp(PeerAuthoriser.certified())).isFalse();
        assertThat(letsInOverTcp(PeerAuthoriser.certified(certificate -> true))).isFalse();
        assertThat(letsIn(PeerAuthoriser.certified(), ids(UID, 0)))
                .as("a user is none")
                .isFalse();
    }

    @Test
    void overTcpNobodyIsAUser() {
        assertThat(letsInOverTcp(PeerAuthoriser.sameUser())).isFalse();
    }

    @Test
    void anyoneIsEverybody() {
        assertThat(letsInOverTcp(PeerAuthoriser.anyone())).isTrue();
        assertThat(letsIn(PeerAuthoriser.anyone(), ids(NO_UID, 0))).isTrue();
    }
}
