package org.reactivemux.reactor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import org.reactivemux.reactor.transport.ServerProcess;
import reactor.test.StepVerifier;

/** A server that is killed, stands still or closes late in a process of its own, and what others find in its place. */
@EachTransport
class ServerProcessTest {
    @AutoClose
    private final Sockets sockets;

    private ServerProcess process;

    ServerProcessTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @BeforeEach
    void start() throws Exception {
        process = ServerProcess.launch(MuxServerProgram.class, sockets.path(""), 1);
        assertThat(process.ask(MuxServerProgram.start(sockets.transport(), MuxServer.DEFAULT_MODE, sockets.path())))
                .isEqualTo(MuxServerProgram.STARTED);
    }

    @AfterEach
    void end() throws Exception {
        process.close();
        Files.deleteIfExists(sockets.path());
    }

    @Test
    void aServerThatWasKilledIsSucceededOnItsPath() throws Exception {
        MuxConnection mux = sockets.connect(sockets.client());
        process.kill();
        StepVerifier.create(mux.onClose().onErrorComplete()).verifyComplete();
        assertThat(sockets.path()).exists();
        sockets.keep(MuxServerProgram.successor(sockets.server()));
        Sockets.roundTrip(sockets.connect(sockets.client()));
    }

    @Test
    void aServerThatLivesIsNotRobbedByAnyTransport() {
        MuxConnection mux = sockets.connect(sockets.client());
        for (Transport rival : List.of(Transport.EPOLL, Transport.IO_URING, Transport.NIO)) {
            TransportsHere.require(rival);
            verifyUnusable(sockets.server().transport(rival).bind(), Reason.IN_USE, sockets.path());
        }
        Sockets.roundTrip(mux);
        Sockets.roundTrip(sockets.connect(sockets.client()));
    }

    /** Only the kernel answers for it: its backlog is full, or, for io_uring, clients are accepted and hear nothing. */
    @Test
    void aServerThatStandsStillKeepsItsPathAndItsClientsWaitForIt() throws Exception {
        process.signal("STOP");
        List<SilentPeer> waiting = new ArrayList<>();
        for (int i = 0; i <= MuxServerProgram.BACKLOG; i++) {
            waiting.add(SilentPeer.connect(sockets.path()));
        }
        CompletableFuture<MuxConnection> connecting = sockets.client().connect().toFuture();
        verifyUnusable(sockets.server().bind(), Reason.IN_USE, sockets.path());
        assertThat(connecting).isNotDone();
        process.signal("CONT");
        Sockets.roundTrip(sockets.keep(connecting.get(PATIENCE.toSeconds(), SECONDS)));
        for (SilentPeer peer : waiting) {
            peer.close();
        }
    }

    @Test
    void aServerThatClosesLateLeavesItsSuccessorsFile() throws Exception {
        Files.delete(sockets.path());
        sockets.bind(sockets.server());
        assertThat(process.ask("stop")).isEqualTo(MuxServerProgram.STOPPED);
        Sockets.roundTrip(sockets.connect(sockets.client()));
    }
}
