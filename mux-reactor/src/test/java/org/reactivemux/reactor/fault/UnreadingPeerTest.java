package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.*;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.Tlvs;

/** A peer that asks for much and reads nothing: L-4, L-8, L-9. */
@EachTransport
class UnreadingPeerTest {
    private static final int GIGABYTE = 1 << 30;

    /** What the socket holds, Netty's high-water mark and what the writer has queued, with room to spare. */
    private static final long FEW_BYTES = 8 << 20;

    @AutoClose
    private final WatchedServer server;

    UnreadingPeerTest(Transport transport) {
        server = new WatchedServer(
                transport,
                MuxOptions.builder()
                        .stallTimeout(Duration.ofMillis(300))
                        .floodLimits(FloodLimits.defaults().withPings(1_000_000).withAnswerBacklog(65_536))
                        .build());
    }

    /** Grants a gigabyte on a channel whose writer has no end. */
    private static void askForMuch(HostilePeer deaf) {
        deaf.say(List.of(
                hello(Tlvs.hello(Tlvs.INITIATOR)
                        .u32(Tlvs.INITIAL_WINDOW, GIGABYTE)
                        .u32(Tlvs.INITIAL_CREDIT, UNBOUNDED)),
                open(1, WatchedServer.WRITE)));
    }

    @Test
    void isGivenUpAfterTheStallTimeoutAndItsWriterIsToldWhy() {
        try (Neighbour neighbour = Neighbour.over(server.connect());
                HostilePeer deaf = server.acceptDeaf()) {
            askForMuch(deaf);
            SignalLog<?> closed = SignalLog.of(server.endOfStranger().onClose());

            WatchedServer.assertEndedWith(closed, ErrorCode.TIMEOUT);
            WatchedServer.assertEndedWith(server.onlyWriter(), ErrorCode.TIMEOUT);
            assertThat(server.emitted()).isLessThan(FEW_BYTES);
            neighbour.awaitRounds(1);
        }
    }

    @Test
    void mayNotLetItsAnswersPileUp() {
        try (Neighbour neighbour = Neighbour.over(server.connect());
                HostilePeer deaf = server.acceptDeaf()) {
            deaf.greet();
            MuxConnection stranger = server.endOfStranger();
            SignalLog<?> closed = SignalLog.of(stranger.onClose());
            RawFrame ping = ping("and what do you say to this?");

            deaf.flood(number -> HostilePeer.join(List.of(ping, ping, ping, ping)), stranger::isDisposed);

            WatchedServer.assertEndedWith(closed, ErrorCode.LIMIT_EXCEEDED);
            neighbour.awaitRounds(1);
        }
    }

    /** P-22: its reading may stand still in good health. The extended peer beside it tells that time has passed. */
    @Test
    void isKeptIfItIsAPlainOne() {
        try (HostilePeer patient = server.acceptDeaf()) {
            patient.say(List.of(RawFrame.empty(1, OPEN, 0), grant(1, GIGABYTE)));
            MuxConnection plain = server.endOfStranger();
            server.expect(plain);
            try (HostilePeer deaf = server.acceptDeaf()) {
                askForMuch(deaf);
                SignalLog<?> closed = SignalLog.of(server.endOfStranger().onClose());
                WatchedServer.assertEndedWith(closed, ErrorCode.TIMEOUT);
            }

            assertThat(plain.isDisposed()).isFalse();
            assertThat(server.logs()).filteredOn(SignalLog::isOpen).hasSize(1);
        }
    }
}
