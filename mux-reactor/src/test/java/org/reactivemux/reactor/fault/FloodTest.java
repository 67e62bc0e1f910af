package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.data;
import static org.reactivemux.reactor.raw.RawFrame.open;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;

/**
 * A peer that floods ends its own connection, with the rule or the limit that it broke (docs/protocol.md, sections 10
 * and 12). Who shares its event loop goes on as before.
 */
@EachTransport
class FloodTest {
    @AutoClose
    private final FloodedServer server;

    FloodTest(Transport transport) {
        server = new FloodedServer(transport, FloodedServer.SOON_REACHED);
    }

    @ParameterizedTest
    @EnumSource
    void ofAnExtendedPeerEndsItsConnectionAndDisturbsNobody(ExtendedFlood flooding) throws InterruptedException {
        try (HostilePeer hostile = server.hostile();
                Neighbour neighbour = Neighbour.besideTheLatestIn(server.sockets())) {
            hostile.greet();
            assertEnds(hostile, neighbour, flooding.flood(), flooding.answer());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAPlainPeerEndsItsConnectionAndDisturbsNobody(PlainFlood flooding) throws InterruptedException {
        try (HostilePeer hostile = server.hostile();
                Neighbour neighbour = Neighbour.besideTheLatestIn(server.sockets())) {
            assertEnds(hostile, neighbour, flooding.flood(), flooding.answer());
        }
    }

    /** A reader that asked for everything gets it, and its connection's neighbour is served between the frames. */
    @Test
    void thatIsWithinItsCreditStarvesNobody() throws InterruptedException {
        try (HostilePeer busy = server.hostile();
                Neighbour neighbour = Neighbour.besideTheLatestIn(server.sockets())) {
            busy.greet();
            busy.say(List.of(open(1, FloodedServer.SINK)));
            busy.settle();
            int enough = neighbour.rounds() + 20;

            busy.flood(Flood.of(data(1, "")).block(), () -> neighbour.rounds() >= enough);

            busy.settle();
            assertThat(busy.hasEnded()).isFalse();
        }
    }

    private void assertEnds(HostilePeer hostile, Neighbour neighbour, Flood flood, Answer answer)
            throws InterruptedException {
        answer.verify(hostile.floodToTheEnd(flood));

        server.assertNoHandlerIsLeft();
        neighbour.awaitRounds(3);
    }
}
