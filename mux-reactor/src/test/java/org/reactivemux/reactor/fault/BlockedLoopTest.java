package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.TransportsHere;
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

    private final Transport elsewhere;
    private final Blockage blockage = new Blockage();
    private final List<SignalLog<?>> served = new CopyOnWriteArrayList<>();

    BlockedLoopTest(Transport transport) {
        sockets = new Sockets(transport);
        elsewhere = transport == Transport.NIO ? Transport.EPOLL : Transport.NIO;
        TransportsHere.require(elsewhere);
    }

    /** A client whose connection is served on that loop, or on another; its own loop is of another transport. */
    private MuxConnection connect(MuxOptions options, Predicate<EventLoop> wanted) {
        for (int i = 0; i < MOST_LOOPS; i++) {
            MuxConnection mux =
                    sockets.connect(sockets.client().options(options).transport(elsewhere));
            if (wanted.test(latest(sockets.accepted()).eventLoop())) {
                return mux;
            }
        }
        throw new AssertionError("no connection came to such a loop");
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
        MuxConnection blocking = connect(MuxOptions.defaults(), at -> at == loop);
        try (blockage;
                Neighbour elsewhere = Neighbour.over(connect(MuxOptions.defaults(), at -> at != loop));
                Neighbour there = Neighbour.over(connect(MuxOptions.defaults(), at -> at == loop))) {
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
        MuxConnection impatient = connect(IMPATIENT, at -> at == loop);
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
        MuxConnection blocking = connect(MuxOptions.defaults(), at -> at == loop);
        try (blockage;
                Neighbour there = Neighbour.over(connect(MuxOptions.defaults(), at -> at == loop))) {
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
