package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.EndpointException.Reason;

/** Servers in several processes that want one path, for which only real processes will do. */
class ManyServersTest {
    private static final int PROCESSES = 5;
    private static final int SERVERS_IN_EACH = 4;
    private static final int ROUNDS = 40;

    private final Path directory;
    private final Path target;
    private final List<ServerProcess> processes = new ArrayList<>();

    ManyServersTest(@TempDir Path directory) {
        this.directory = directory;
        this.target = directory.resolve("mux.sock");
    }

    @AfterEach
    void endProcesses() throws Exception {
        for (ServerProcess process : processes) {
            process.close();
        }
    }

    @Test
    void ofTwentyServersThatStartAtOnceOnAStalePathExactlyOneWins() throws Exception {
        launch(PROCESSES, SERVERS_IN_EACH);
        for (int round = 0; round < ROUNDS; round++) {
            SocketServer.leaveStale(target);

            List<String> results = tellAll("start " + target);

            assertThat(results).hasSize(PROCESSES * SERVERS_IN_EACH);
            assertThat(results).filteredOn(ServerProgram.STARTED::equals).hasSize(1);
            assertThat(results).filteredOn(Reason.IN_USE.name()::equals).hasSize(results.size() - 1);
            assertThat(canConnect()).isTrue();
            assertThat(directory.toFile().list()).containsExactly("mux.sock");

            tellAll("stop");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void serversThatFollowEachOtherWithoutWaitingNeverTakeThePathFromOneAnother() throws Exception {
        launch(2, 1);
        ServerProcess leaving = processes.get(0);
        ServerProcess coming = processes.get(1);
        assertThat(leaving.ask("start " + target)).isEqualTo(ServerProgram.STARTED);
        for (int round = 0; round < ROUNDS; round++) {
            leaving.order("stop");
            String result;
            do {
                result = coming.ask("start " + target);
                assertThat(result).isIn(ServerProgram.STARTED, Reason.IN_USE.name());
            } while (!result.equals(ServerProgram.STARTED));
            assertThat(leaving.answer()).isEqualTo(ServerProgram.STOPPED);
            assertThat(canConnect()).isTrue();
            ServerProcess next = leaving;
            leaving = coming;
            coming = next;
        }
    }

    @Test
    void aServerTakesThePathOfOneThatWasKilled() throws Exception {
        launch(1, 1);
        ServerProcess killed = processes.get(0);
        assertThat(killed.ask("start " + target)).isEqualTo(ServerProgram.STARTED);
        killed.kill();
        assertThat(target).exists();

        try (SocketServer server = SocketServer.start(target)) {
            assertThat(server.answersAt(target)).isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aServerRefusesThePathOfOneInAnotherProcess() throws Exception {
        launch(1, 1);
        try (SocketServer server = SocketServer.start(target)) {
            assertThat(processes.get(0).ask("start " + target)).isEqualTo(Reason.IN_USE.name());
            assertThat(server.answersAt(target)).isTrue();
        }
    }

    @Test
    void aBareFileNameLiesInTheWorkingDirectory() throws Exception {
        launch(1, 1);
        ServerProcess process = processes.get(0);

        assertThat(process.ask("start mux.sock")).isEqualTo(ServerProgram.STARTED);

        assertThat(canConnect()).isTrue();
        assertThat(process.ask("stop")).isEqualTo(ServerProgram.STOPPED);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theUmaskTakesNothingAway() throws Exception {
        processes.add(ServerProcess.launch(directory, 1, "sh", "-c", "umask 0777; exec \"$@\"", "sh"));
        ServerProcess process = processes.get(0);

        assertThat(process.ask("start " + target)).isEqualTo(ServerProgram.STARTED);

        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(process.ask("stop")).isEqualTo(ServerProgram.STOPPED);
        assertThat(directory).isEmptyDirectory();
    }

    private void launch(int count, int servers) throws Exception {
        for (int i = 0; i < count; i++) {
            processes.add(ServerProcess.launch(directory, servers));
        }
    }

    private List<String> tellAll(String order) throws Exception {
        for (ServerProcess process : processes) {
            process.order(order);
        }
        List<String> results = new ArrayList<>();
        for (ServerProcess process : processes) {
            results.addAll(List.of(process.answer().split(" ")));
        }
        return results;
    }

    private boolean canConnect() throws Exception {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(target))) {
            return client.isConnected();
        }
    }
}
