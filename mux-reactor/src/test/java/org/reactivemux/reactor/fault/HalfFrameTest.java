package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.*;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.raw.Tlvs;

/** F-10, K-15: a stream that ends inside a frame or a message is the loss of the connection, wherever it was cut. */
@EachTransport
class HalfFrameTest {
    private static final ByteBuffer MESSAGE = HostilePeer.join(List.of(data(1, MORE, utf8("first")), data(1, "last")));
    private static final int FIRST_FRAGMENT = 16 + 5;

    @AutoClose
    private final WatchedServer server;

    HalfFrameTest(Transport transport) {
        server = new WatchedServer(transport);
    }

    /** In the magic, between the fields of the header, before and in the payload, and between fragments. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7, 8, 11, 12, 15, 16, 17, FIRST_FRAGMENT - 1, FIRST_FRAGMENT, FIRST_FRAGMENT + 1})
    void theDeathOfAPeerInsideAMessageIsALossThatItsReaderIsToldOnce(int cut) throws InterruptedException {
        try (Neighbour neighbour = Neighbour.over(server.connect())) {
            SignalLog<?> closed;
            try (HostilePeer dying = server.accept()) {
                dying.greet();
                dying.say(List.of(open(1, WatchedServer.READ)));
                dying.settle();
                closed = SignalLog.of(server.endOfStranger().onClose());
                dying.write(MESSAGE.duplicate().limit(cut));
            }

            WatchedServer.assertEndedWith(closed, ErrorCode.CONNECTION_LOST);
            WatchedServer.assertEndedWith(server.onlyReader(), ErrorCode.CONNECTION_LOST);
            assertThat(server.onlyReader().values()).isEmpty();
            neighbour.awaitRounds(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 20})
    void theDeathOfAPeerInsideItsHelloLeavesNothingBehind(int cut) {
        try (Neighbour neighbour = Neighbour.over(server.connect())) {
            try (HostilePeer dying = server.accept()) {
                dying.write(hello(Tlvs.hello(Tlvs.INITIATOR)).encode().limit(cut));
            }

            server.awaitConnections(1);
            neighbour.awaitRounds(1);
        }
    }
}
