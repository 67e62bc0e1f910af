package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.PeerAuthoriser;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.Sockets;

/** TCP tells of a peer that has vanished, which a plain one would never be missed for otherwise (P-22). */
@EachTransport
class TcpOptionTest {
    private static final String HOST = "127.0.0.1";

    private final Transport transport;

    @AutoClose
    private final Sockets sockets;

    TcpOptionTest(Transport transport) {
        this.transport = transport;
        this.sockets = new Sockets(transport);
    }

    @Test
    void theKernelAsksForASilentPeerOnBothEnds() {
        assertThat(TcpOption.of(transport)).hasSize(5);
        MuxBinding binding = sockets.bind(sockets.serverWithoutAddress().tcp(HOST, 0, PeerAuthoriser.anyone()));
        sockets.connect(sockets.clientWithoutAddress().tcp(HOST, Sockets.portOf(binding)));
        for (Channel end :
                List.of(sockets.connected().get(0), sockets.accepted().get(0))) {
            for (TcpOption<?> option : TcpOption.of(transport)) {
                assertThat((Object) end.config().getOption(option.option()))
                        .as(option.option().name())
                        .isEqualTo(option.value());
            }
        }
    }
}
