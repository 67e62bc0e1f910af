package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Endpoints.verifyUnusable;

import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.EndpointException.Reason;
import org.reactivemux.Transport;
import org.reactivemux.reactor.transport.ServerProcess;

/** An abstract name of a server in another process. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Transport.class,
        names = {"EPOLL", "IO_URING"})
@OverSockets
class AbstractNameProcessTest {
    private final String name = "@mux-" + UUID.randomUUID();

    @AutoClose
    private final Sockets sockets;

    AbstractNameProcessTest(Transport transport) {
        this.sockets = new Sockets(transport);
    }

    @Test
    void itIsTheServersUntilThatIsKilledAndThenFree() throws Exception {
        MuxServer another = sockets.serverWithoutAddress().unix(name);
        MuxClient client = sockets.client().unix(name);
        try (ServerProcess process = ServerProcess.launch(MuxServerProgram.class, sockets.path(""), 1)) {
            assertThat(process.ask(MuxServerProgram.start(sockets.transport(), MuxServer.DEFAULT_MODE, name)))
                    .isEqualTo(MuxServerProgram.STARTED);
            Sockets.roundTrip(sockets.connect(client));
            verifyUnusable(another.bind(), Reason.IN_USE, name);
            process.kill();
        }
        sockets.keep(MuxServerProgram.successor(another));
        Sockets.roundTrip(sockets.connect(client));
    }
}
