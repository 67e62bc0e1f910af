package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.Transport;
import org.reactivemux.reactor.plain.PythonProgram;
import org.reactivemux.reactor.transport.ServerProcess;

/** Another user, who tries all the time to connect to a server that comes and goes, and whose umask forbids nothing. */
@EachTransport
class TrespasserTest {
    private static final int ROUNDS = 50;

    @AutoClose
    private final Sockets sockets;

    private ServerProcess server;
    private PythonProgram trespasser;

    TrespasserTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @BeforeEach
    void start() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can become another user")
                .isEqualTo(0);
        PythonProgram.assumeThatPythonIsThere();
        Path directory = sockets.path("");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = ServerProcess.launch(MuxServerProgram.class, directory, 1, "sh", "-c", "umask 0; exec \"$@\"", "sh");
        trespasser = PythonProgram.start(
                PythonProgram.script("trespasser.py"), directory, sockets.path().getFileName());
    }

    @AfterEach
    void end() throws IOException {
        if (trespasser != null) {
            trespasser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void bind(String mode) throws IOException {
        assertThat(server.ask(MuxServerProgram.start(sockets.transport(), mode, sockets.path())))
                .isEqualTo(MuxServerProgram.STARTED);
    }

    private void close() throws IOException {
        assertThat(server.ask("stop")).isEqualTo(MuxServerProgram.STOPPED);
    }

    @Test
    void nobodyGetsInBeforeTheModeIsSet() throws IOException {
        bind("rw-------");
        trespasser.awaitLine("denied");
        for (int round = 0; round < ROUNDS; round++) {
            close();
            bind("rw-------");
        }
        close();
        trespasser.endInput();
        trespasser.awaitLine("0 connected");
    }

    @Test
    void aModeThatLetsEverybodyInLetsTheSameUserIn() throws IOException {
        bind("rw-rw-rw-");
        trespasser.awaitLine("connected");
        close();
    }
}
