package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import com.sun.security.auth.module.UnixSystem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.PeerIdentity;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** H-11: who may speak, and who decides. */
@EachTransport
class AuthoriserTest {
    private static final int OUR_UID = (int) new UnixSystem().getUid();
    private static final int OUR_GID = (int) new UnixSystem().getGid();
    private static final int NOBODY = 4_711_000;

    @AutoClose
    private final Sockets sockets;

    AuthoriserTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    private MuxConnection connectTo(PeerAuthoriser authoriser) {
        return sockets.connectTo(server -> server.authorise(authoriser));
    }

    private void assertRefused(PeerAuthoriser authoriser) {
        sockets.bind(sockets.server().authorise(authoriser));
        assertUnauthorised(sockets.client());
    }

    private void assertUnauthorised(MuxClient client) {
        assertThatThrownBy(() -> sockets.connect(client))
                .isInstanceOfSatisfying(ConnectionException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHORISED);
                    assertThat(refusal.retrySafe()).as("nothing was processed").isTrue();
                });
    }

    @Test
    void itIsAskedOnceForEachConnectionAboutTheProcessBehindIt() {
        List<PeerIdentity> asked = new CopyOnWriteArrayList<>();
        MuxConnection mux = connectTo(peer -> {
            asked.add(peer);
            return Mono.just(true);
        });
        Sockets.roundTrip(mux);
        assertThat(asked).containsExactly(new PeerIdentity(sockets.transport(), mux.peer().credentials()));
    }

    @Test
    void aPeerOfTheSameUserMaySpeak() {
        Sockets.roundTrip(connectTo(PeerAuthoriser.sameUser()));
    }

    @Test
    void aPeerOfOneOfTheUsersMaySpeak() {
        Sockets.roundTrip(connectTo(PeerAuthoriser.users(NOBODY, OUR_UID)));
    }

    @Test
    void aPeerOfTheGroupMaySpeak() {
        Sockets.roundTrip(connectTo(PeerAuthoriser.primaryGroup(OUR_GID)));
    }

    @Test
    void aPeerOfAnotherUserMayNot() {
        assertRefused(PeerAuthoriser.users(NOBODY));
    }

    @Test
    void noUsersAreNobody() {
        assertRefused(PeerAuthoriser.users());
    }

    @Test
    void aPeerOfAnotherGroupMayNot() {
        assertRefused(PeerAuthoriser.primaryGroup(NOBODY));
    }

    @Test
    void noAnswerIsARefusal() {
        assertRefused(peer -> Mono.empty());
    }

    @Test
    void aFailureIsARefusal() {
        assertRefused(peer -> Mono.error(new IllegalStateException("the directory is down")));
    }

    @Test
    void anAuthoriserThatThrowsRefuses() {
        assertRefused(peer -> {
            throw new IllegalStateException("the directory is down");
        });
    }

    @Test
    void theFirstAnswerCounts() {
        assertRefused(peer -> Flux.just(false, true));
    }

    @Test
    void itMayAnswerLaterAndOnAnotherThread() {
        Sinks.One<Boolean> decision = Sinks.one();
        sockets.bind(sockets.server().authorise(peer -> decision.asMono().publishOn(Schedulers.parallel())));
        var connecting = sockets.client().connect().toFuture();
        Eventually.assertThatSoon(sockets::accepted, accepted -> accepted.size() == 1, "accepted");
        assertThat(connecting).isNotDone();
        decision.tryEmitValue(true);
        Sockets.roundTrip(sockets.keep(connecting.join()));
    }

    /** The time-out of the handshake goes on, whoever is slow. */
    @Test
    void noDecisionInTimeIsATimeOut() {
        AtomicBoolean cancelled = new AtomicBoolean();
        MuxOptions hasty =
                MuxOptions.builder().handshakeTimeout(Duration.ofMillis(200)).build();
        sockets.bind(sockets.server().options(hasty).authorise(peer -> Mono.<Boolean>never()
                .doOnCancel(() -> cancelled.set(true))));
        assertThatThrownBy(() -> sockets.connect(sockets.client()))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        end -> assertThat(end.code()).isEqualTo(ErrorCode.TIMEOUT));
        Eventually.assertThatSoon(cancelled::get, told -> told, "cancelled");
    }

    @Test
    void itIsCancelledWhenTheServerIsDisposed() {
        AtomicBoolean cancelled = new AtomicBoolean();
        MuxBinding binding = sockets.bind(sockets.server().authorise(peer -> Mono.<Boolean>never()
                .doOnCancel(() -> cancelled.set(true))));
        var connecting = sockets.client().connect().toFuture();
        Eventually.assertThatSoon(sockets::accepted, accepted -> accepted.size() == 1, "accepted");
        Sockets.settle(sockets.accepted().get(0));
        binding.dispose();
        assertThat(connecting).failsWithin(PATIENCE);
        Eventually.assertThatSoon(cancelled::get, told -> told, "cancelled");
    }

    @Test
    void noConnectionOfARefusedPeerIsEverShown() {
        AtomicInteger handlers = new AtomicInteger();
        MuxBinding binding = sockets.bind(sockets.server()
                .authorise(peer -> Mono.just(false))
                .handle("count", channel -> Mono.fromRunnable(handlers::incrementAndGet)));
        assertUnauthorised(sockets.client());
        assertThat(binding.connections()).isEmpty();
        assertThat(handlers).hasValue(0);
    }

    /** A stranger who took the path of the server is not told anything but hello. */
    @Test
    void aClientCanRefuseAServerToo() {
        sockets.bind(sockets.server());
        assertUnauthorised(sockets.client().authorise(PeerAuthoriser.users(NOBODY)));
        Sockets.roundTrip(sockets.connect(sockets.client().authorise(PeerAuthoriser.users(OUR_UID))));
    }

    @Test
    void aPeerWithoutCredentialsIsRefusedByTheReadyMadeOnes() {
        PeerIdentity unknown = new PeerIdentity(sockets.transport(), Optional.empty());
        for (PeerAuthoriser authoriser : List.of(
                PeerAuthoriser.sameUser(), PeerAuthoriser.users(OUR_UID), PeerAuthoriser.primaryGroup(OUR_GID))) {
            assertThat(Mono.from(authoriser.authorise(unknown)).block(PATIENCE)).isFalse();
        }
    }
}
