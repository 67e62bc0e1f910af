package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.RawPeer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A handler of the application does not give its event loop back for a while. */
@EachTransport
class BlockedLoopTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final MuxOptions IMPATIENT = MuxOptions.builder()
            .keepaliveInterval(SHORT)
            .keepaliveTimeout(SHORT)
            .stallTimeout(SHORT)
            .build();
    private static final int MOST_LOOPS = 500;

    @AutoClose
    private final Sockets sockets;

    private final Blockage blockage = new Blockage();
    private final List<SignalLog<?>> served = new CopyOnWriteArrayList<>();

    BlockedLoopTest(Transport transport) {
        sockets = new Sockets(transport);
    }

    /** The client of a connection that is served on that loop, if it is to be, and for itself lives on another. */
    private MuxConnection connect(MuxClient client, EventLoop loop, boolean servedThere) {
        for (int i = 0; i < MOST_LOOPS; i++) {
            MuxConnection mux = sockets.connect(client);
            boolean there = latest(sockets.accepted()).eventLoop() == loop;
            if (there == servedThere && latest(sockets.connected()).eventLoop() != loop) {
                return mux;
            }
            shift();
        }
        throw new AssertionError("no connection for " + loop);
    }

    /** Connections come to the loops in turn, so that it takes one that has a single end here to change the pairs. */
    private void shift() {
        int before = sockets.accepted().size();
        try (RawPeer peer = RawPeer.connect(sockets.path())) {
            assertThat(peer.next().type()).isEqualTo(RawFrame.PING);
        }
        Eventually.assertThatSoon(sockets.accepted()::size, size -> size > before, "the connection is accepted");
    }

    private static Channel latest(List<Channel> channels) {
        return channels.get(channels.size() - 1);
    }

    private EventLoop bind(MuxOptions options) {
        sockets.bind(sockets.server().options(options).handle("block", channel -> {
            served.add(SignalLog.of(channel.connection().onClose()));
            served.add(SignalLog.of(channel.send(Flux.never())));
            served.add(SignalLog.of(channel.receive().doOnNext(message -> blockage.stand())));
            return Mono.never();
        }));
        sockets.connect(sockets.client());
        return latest(sockets.accepted()).eventLoop();
    }

    private SignalLog<ByteBuffer> block(MuxConnection mux) {
        Flux<ByteBuffer> once = Flux.concat(Mono.just(ByteBuffer.allocate(1)), Flux.never());
        SignalLog<ByteBuffer> exchange = SignalLog.of(mux.exchange("block", once));
        blockage.awaitBegin();
        return exchange;
    }

    @Test
    void theConnectionsOfOtherLoopsGoOn() {
        EventLoop loop = bind(MuxOptions.defaults());
        MuxConnection blocking = connect(sockets.client(), loop, true);
        try (blockage;
                Neighbour elsewhere = Neighbour.over(connect(sockets.client(), loop, false));
                Neighbour there = Neighbour.over(connect(sockets.client(), loop, true))) {
            SignalLog<ByteBuffer> exchange = block(blocking);

            elsewhere.awaitRounds(20);
            blockage.close();

            there.awaitRounds(3);
            Sockets.roundTrip(blocking);
            assertThat(exchange.isOpen()).isTrue();
            assertThat(served).allMatch(SignalLog::isOpen);
        }
    }

    @Test
    void aPeerThatWaitsTooLongGivesUpAndBothSidesAreToldOnce() {
        EventLoop loop = bind(MuxOptions.defaults());
        MuxConnection impatient = connect(sockets.client().options(IMPATIENT), loop, true);
        try (blockage) {
            SignalLog<Void> closed = SignalLog.of(impatient.onClose());
            SignalLog<ByteBuffer> exchange = block(impatient);

            WatchedServer.assertEndedWith(exchange, ErrorCode.TIMEOUT);
            WatchedServer.assertEndedWith(closed, ErrorCode.TIMEOUT);
            blockage.close();

            served.forEach(log -> WatchedServer.assertEndedWith(log, ErrorCode.TIMEOUT));
        }
    }

    /** The loop's own clock went on; what its peers have said meanwhile lies unread, and is looked at first. */
    @Test
    void theBlockedSideDoesNotGiveUpPeersThatHaveAnswered() {
        EventLoop loop = bind(IMPATIENT);
        MuxConnection blocking = connect(sockets.client(), loop, true);
        try (blockage;
                Neighbour there = Neighbour.over(connect(sockets.client(), loop, true))) {
            SignalLog<ByteBuffer> exchange = block(blocking);
            Mono.delay(SHORT.multipliedBy(4)).block();
            blockage.close();

            there.awaitRounds(3);
            Sockets.roundTrip(blocking);
            assertThat(exchange.isOpen()).isTrue();
            assertThat(served).allMatch(SignalLog::isOpen);
        }
    }
}
