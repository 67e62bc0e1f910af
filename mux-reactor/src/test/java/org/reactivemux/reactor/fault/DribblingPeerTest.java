package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.*;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.RawPeer;
import org.reactivemux.reactor.raw.Tlvs;

/** A correct peer that writes a byte at a time is served like any other. */
@EachTransport
class DribblingPeerTest {
    @AutoClose
    private final Sockets sockets;

    DribblingPeerTest(Transport transport) {
        sockets = new Sockets(transport);
        sockets.bind(sockets.server().handle(channel -> channel.send(channel.receive())));
    }

    private static void dribble(RawPeer peer, RawFrame... frames) {
        ByteBuffer bytes = HostilePeer.join(List.of(frames));
        while (bytes.hasRemaining()) {
            peer.write(ByteBuffer.wrap(new byte[] {bytes.get()}));
        }
    }

    @Test
    void anExtendedOneHasItsFragmentsEchoedAsOneMessage() {
        try (RawPeer peer = RawPeer.connect(sockets.path())) {
            dribble(peer, hello(Tlvs.hello(Tlvs.INITIATOR)), open(1, Sockets.ECHO));
            dribble(peer, data(1, MORE, utf8("drop by ")), data(1, END, utf8("drop")));

            peer.expect(ACK, 1);
            assertThat(peer.await(DATA, 1).text()).isEqualTo("drop by drop");
        }
    }

    @Test
    void aPlainOneHasItsMessagesEchoed() {
        try (RawPeer peer = RawPeer.connect(sockets.path())) {
            dribble(peer, RawFrame.empty(1, OPEN, 0), data(1, "drop"), data(1, "by drop"));

            peer.expect(ACK, 1);
            assertThat(peer.await(DATA, 1).text()).isEqualTo("drop");
            assertThat(peer.await(DATA, 1).text()).isEqualTo("by drop");
        }
    }
}
