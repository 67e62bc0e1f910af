package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Sockets;

/** L-11: a connection that has ended holds its descriptor until its peer closes or the close time-out is over. */
@EachTransport
class EndedConnectionsTest {
    private static final int MOST = 3;

    @AutoClose
    private final Sockets sockets;

    EndedConnectionsTest(Transport transport) {
        sockets = new Sockets(transport);
    }

    @Test
    void connectionsThatBrokeARuleAndDoNotCloseStillCount() {
        sockets.bind(sockets.server()
                .maxConnections(MOST)
                .options(
                        MuxOptions.builder().closeTimeout(Duration.ofSeconds(3)).build()));
        List<HostilePeer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                HostilePeer peer = HostilePeer.connect(sockets.path());
                peers.add(peer);
                peer.write(ByteBuffer.allocate(64));
                peer.lastWord();
            }

            assertThat(sockets.accepted().stream().filter(Channel::isOpen).count())
                    .isLessThanOrEqualTo(2L * MOST);
        } finally {
            peers.forEach(HostilePeer::close);
        }
    }
}
