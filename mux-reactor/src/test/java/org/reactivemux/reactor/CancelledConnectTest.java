package org.reactivemux.reactor;

import static org.reactivemux.reactor.Eventually.assertThatSoon;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A connect that nobody waits for any more leaves no connection behind. */
@EachTransport
class CancelledConnectTest {
    private static final long SEED = 7;

    @AutoClose
    private final Sockets sockets;

    CancelledConnectTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    /** Many times, for the end of the connection must not overtake the cancel and be dropped. */
    @Test
    void whileItWaitsForTheServersHello() throws IOException {
        try (SilentPeer.Server silent = new SilentPeer.Server(sockets.path())) {
            for (int i = 1; i <= 50; i++) {
                Disposable connecting = sockets.client().connect().subscribe();
                try (SilentPeer peer = silent.accept()) {
                    awaitConnected(i);
                    connecting.dispose();
                    peer.awaitEnd();
                }
            }
        }
    }

    private void awaitConnected(int count) {
        assertThatSoon(() -> sockets.connected().size(), size -> size == count, "connected");
        Channel last = sockets.connected().get(count - 1);
        assertThatSoon(last::isActive, active -> active, "active");
        Sockets.settle(last);
    }

    @Test
    void atOnce() {
        sockets.bind(sockets.server());
        for (int i = 0; i < 50; i++) {
            StepVerifier.create(sockets.client().connect()).thenCancel().verify();
        }
        assertNobodyIsConnected();
    }

    @Test
    void atAnyMoment() {
        sockets.bind(sockets.server());
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            Duration patience = Duration.ofNanos(random.nextInt(2_000_000));
            sockets.client()
                    .connect()
                    .doOnNext(sockets::keep)
                    .timeout(patience, Mono.empty())
                    .block(PATIENCE);
        }
        sockets.disconnect();
        assertNobodyIsConnected();
        NothingDropped.taken(); // a connection that came at the very moment of the cancel; it was closed, as was seen
    }

    /** Whoever wants one value cancels when it has come, and before it is told that there is no other. */
    @Test
    void aConnectionThatWasDeliveredIsNotClosedByTheCancelOfItsTaker() {
        sockets.bind(sockets.server());
        MuxConnection taken = sockets.keep(
                Objects.requireNonNull(sockets.client().connect().flux().next().block(PATIENCE)));
        Sockets.roundTrip(taken);
    }

    private void assertNobodyIsConnected() {
        assertThatSoon(() -> openOnes(sockets.connected()), List::isEmpty, "no client is connected");
        assertThatSoon(() -> openOnes(sockets.accepted()), List::isEmpty, "no connection is left at the server");
    }

    private static List<Channel> openOnes(List<Channel> channels) {
        return channels.stream().filter(Channel::isOpen).toList();
    }
}
