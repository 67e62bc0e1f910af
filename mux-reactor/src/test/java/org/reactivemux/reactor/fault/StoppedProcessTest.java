package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.transport.ServerProcess;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** K-6: SIGSTOP and SIGCONT, on either side of the keepalive time-out. */
@EachTransport
class StoppedProcessTest {
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(30);

    @AutoClose
    private final Sockets sockets;

    @AutoClose
    private final ServerProcess process;

    private final List<SignalLog<?>> logs = new CopyOnWriteArrayList<>();

    StoppedProcessTest(Transport transport, @TempDir Path directory) throws Exception {
        sockets = new Sockets(transport);
        process = ServerProcess.launch(PeerProgram.class, directory, 1);
    }

    private static MuxOptions keepalive(Duration interval, Duration timeout) {
        return MuxOptions.builder()
                .keepaliveInterval(interval)
                .keepaliveTimeout(timeout)
                .build();
    }

    private void serve(MuxOptions options) {
        sockets.bind(sockets.server().options(options).handle(PeerProgram.UPLOAD, channel -> {
            logs.add(SignalLog.of(channel.connection().onClose()));
            logs.add(SignalLog.of(channel.receive().then()));
            logs.add(SignalLog.of(channel.send(Flux.never())));
            return Mono.never();
        }));
    }

    private void connectProcess(Duration keepalive) throws Exception {
        assertThat(process.ask(PeerProgram.connect(sockets.transport(), keepalive, sockets.path())))
                .isEqualTo(PeerProgram.DONE);
    }

    @Test
    void aClientStoppedBeyondTheTimeoutIsGivenUpAndLearnsWhyWhenItGoesOn() throws Exception {
        serve(keepalive(SHORT, SHORT));
        try (Neighbour neighbour = Neighbour.over(sockets.connect(sockets.client()))) {
            connectProcess(LONG);
            process.ask("load");
            Eventually.assertThatSoon(logs::size, size -> size == 3, "the upload has begun");

            process.signal("STOP");

            logs.forEach(log -> WatchedServer.assertEndedWith(log, ErrorCode.TIMEOUT));
            process.signal("CONT");
            assertThat(process.ask("end")).isEqualTo(ErrorCode.TIMEOUT.toString());
            neighbour.awaitRounds(1);
        }
    }

    @Test
    void aServerStoppedBeyondTheTimeoutIsGivenUpAndLearnsWhyWhenItGoesOn() throws Exception {
        Path path = sockets.path("other");
        process.ask(PeerProgram.serve(sockets.transport(), LONG, path));
        try {
            MuxConnection mux = sockets.connect(sockets.client().unix(path).options(keepalive(SHORT, SHORT)));
            logs.add(SignalLog.of(mux.onClose()));
            logs.add(SignalLog.of(mux.exchange(PeerProgram.HOLD, Flux.never())));
            logs.add(SignalLog.of(
                    mux.exchange(PeerProgram.DOWNLOAD, Flux.never()).then()));
            mux.request(PeerProgram.ECHO, ByteBuffer.allocate(1)).block();

            process.signal("STOP");

            logs.forEach(log -> WatchedServer.assertEndedWith(log, ErrorCode.TIMEOUT));
            process.signal("CONT");
            assertThat(process.ask("end")).isEqualTo(ErrorCode.TIMEOUT.toString());
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** That the peer was asked for a sign of life shows that it was silent for long enough. */
    @Test
    void aClientStoppedForLessIsAskedAndKept() throws Exception {
        serve(keepalive(SHORT, LONG));
        connectProcess(LONG);
        process.ask("echo");
        MuxConnection end = sockets.endOfOnlyConnection();
        long before = end.snapshot().framesSent();

        process.signal("STOP");
        Eventually.assertThatSoon(() -> end.snapshot().framesSent(), frames -> frames > before, "a PING");
        process.signal("CONT");

        assertThat(process.ask("echo")).isEqualTo(PeerProgram.DONE);
        assertThat(end.isDisposed()).isFalse();
    }

    /** Its own clock went on, and more than both of its time-outs have passed when it looks at it again. */
    @Test
    void aProcessThatWasStoppedItselfDoesNotGiveUpAPeerThatHasAnswered() throws Exception {
        serve(keepalive(LONG, LONG));
        connectProcess(SHORT);
        process.ask("load");
        Eventually.assertThatSoon(logs::size, size -> size == 3, "the upload has begun");
        for (int i = 0; i < 3; i++) {
            process.signal("STOP");
            Mono.delay(SHORT.multipliedBy(3)).block();
            process.signal("CONT");

            assertThat(process.ask("echo")).isEqualTo(PeerProgram.DONE);
        }
        assertThat(logs).allMatch(SignalLog::isOpen);
    }
}
