package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;
import static org.reactivemux.reactor.Eventually.assertThatSoon;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;

/** A server that is alive and accepts nobody, with as many waiting as the kernel lets wait. */
@EachTransport
class FullBacklogTest {
    private static final int ROOM = 2;

    @AutoClose
    private final Sockets sockets;

    private final List<SilentPeer> waiting = new ArrayList<>();
    private SilentPeer.Server busy;

    FullBacklogTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @BeforeEach
    void fill() throws IOException {
        busy = SilentPeer.Server.withShortBacklog(sockets.path());
        for (int i = 0; i < ROOM; i++) {
            waiting.add(SilentPeer.connect(sockets.path()));
        }
    }

    @AfterEach
    void empty() throws IOException {
        for (SilentPeer peer : waiting) {
            peer.close();
        }
        busy.close();
    }

    private MuxClient client(Duration patience) {
        return sockets.client()
                .options(MuxOptions.builder().handshakeTimeout(patience).build());
    }

    private void awaitAttempts(int count) {
        assertThatSoon(() -> sockets.connected().size(), attempts -> attempts >= count, "tries again");
    }

    @Test
    void aClientTriesAgainUntilThereIsRoom() throws IOException {
        CompletableFuture<MuxConnection> connecting =
                client(PatientVerifiers.PATIENCE).connect().toFuture();
        awaitAttempts(3);
        assertThat(connecting).isNotDone();
        for (int i = 0; i < ROOM; i++) {
            waiting.add(busy.accept());
        }
        waiting.add(busy.greet());
        assertThat(sockets.keep(connecting.join()).isDisposed()).isFalse();
    }

    @Test
    void aClientThatFindsNoRoomForAsLongAsAHandshakeMayTakeIsToldThatTheServerIsBusy() {
        verifyUnusable(client(Duration.ofMillis(500)).connect(), Reason.BUSY, sockets.path(), "backlog");
        assertThat(sockets.connected()).hasSizeGreaterThan(1);
    }

    @Test
    void anotherClientOfTheSameLoopsIsNotHeldUp() throws IOException {
        CompletableFuture<MuxConnection> connecting =
                client(PatientVerifiers.PATIENCE).connect().toFuture();
        awaitAttempts(2);
        sockets.bind(sockets.serverWithoutAddress().unix(sockets.path("other")));
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Sockets.roundTrip(sockets.connect(sockets.client().unix(sockets.path("other"))));
        }
        assertThat(connecting.cancel(false)).as("still on its way").isTrue();
    }

    @Test
    void aServerThatWantsThePathIsToldAndTheOtherGoesOn() throws IOException {
        Object before = Files.getAttribute(sockets.path(), "unix:ino");
        verifyUnusable(sockets.server().bind(), Reason.IN_USE, sockets.path());
        assertThat(Files.getAttribute(sockets.path(), "unix:ino")).isEqualTo(before);
        waiting.add(busy.accept());
    }
}
