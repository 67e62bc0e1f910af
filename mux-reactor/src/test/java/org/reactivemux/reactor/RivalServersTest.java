package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.Transport.EPOLL;
import static org.reactivemux.Transport.IO_URING;
import static org.reactivemux.Transport.NIO;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import org.reactivemux.reactor.transport.ServerProcess;

/** Whole servers in several processes that want one path at the same time. */
@OverSockets
class RivalServersTest {
    private static final int PROCESSES = 5;
    private static final int SERVERS_IN_EACH = 4;
    private static final int ROUNDS = 5;

    private final List<ServerProcess> processes = new ArrayList<>();

    @AutoClose
    private final Sockets sockets = new Sockets(NIO);

    @BeforeEach
    void launch() throws Exception {
        TransportsHere.require(EPOLL);
        TransportsHere.require(IO_URING);
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(ServerProcess.launch(MuxServerProgram.class, sockets.path(""), SERVERS_IN_EACH));
        }
    }

    @AfterEach
    void end() throws Exception {
        for (ServerProcess process : processes) {
            process.close();
        }
    }

    @Test
    void ofTwentyThatStartAtOnceOnAStalePathExactlyOneWinsWhateverTheirTransports() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            verifyThatOneWins(List.of(EPOLL));
            verifyThatOneWins(List.of(IO_URING));
            verifyThatOneWins(List.of(NIO));
            verifyThatOneWins(List.of(EPOLL, IO_URING, NIO));
        }
    }

    private void verifyThatOneWins(List<Transport> transports) throws Exception {
        Endpoints.leaveStaleSocket(sockets.path());

        for (int i = 0; i < PROCESSES; i++) {
            Transport transport = transports.get(i % transports.size());
            processes.get(i).order(MuxServerProgram.start(transport, MuxServer.DEFAULT_MODE, sockets.path()));
        }
        List<String> results = answers();

        assertThat(results).hasSize(PROCESSES * SERVERS_IN_EACH);
        assertThat(results).filteredOn(MuxServerProgram.STARTED::equals).hasSize(1);
        assertThat(results).filteredOn(Reason.IN_USE.name()::equals).hasSize(results.size() - 1);
        MuxConnection toTheWinner = sockets.connect(sockets.client());
        Sockets.roundTrip(toTheWinner);
        toTheWinner.dispose();
        try (Stream<Path> entries = Files.list(sockets.path(""))) {
            assertThat(entries).containsExactly(sockets.path());
        }

        for (ServerProcess process : processes) {
            process.order("stop");
        }
        assertThat(answers()).containsOnly(MuxServerProgram.STOPPED);
        assertThat(sockets.path("")).isEmptyDirectory();
    }

    private List<String> answers() throws Exception {
        List<String> answers = new ArrayList<>();
        for (ServerProcess process : processes) {
            answers.addAll(List.of(process.answer().split(" ")));
        }
        return answers;
    }
}
