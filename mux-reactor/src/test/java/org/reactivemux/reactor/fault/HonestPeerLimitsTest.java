package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;
import static org.reactivemux.reactor.raw.RawFrame.*;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.RawPeer;
import org.reactivemux.reactor.raw.Tlvs;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Limits that correct peers pass. */
@EachTransport
class HonestPeerLimitsTest {
    @AutoClose
    private final Sockets sockets;

    HonestPeerLimitsTest(Transport transport) {
        sockets = new Sockets(transport);
    }

    private void bind(MuxOptions.Builder options, FloodLimits limits) {
        MuxServer server = sockets.server().options(options.floodLimits(limits).build());
        sockets.bind(server.handle(channel -> Mono.never()).handle("idle", channel -> Mono.never()));
    }

    /** A frame on each of the first channels. */
    private static RawFrame[] onEach(int channels, IntFunction<RawFrame> frame) {
        return IntStream.range(0, channels)
                .mapToObj(i -> frame.apply(2 * i + 1))
                .toArray(RawFrame[]::new);
    }

    /** L-10: two grants for each channel are explained, also when the channels were opened long before. */
    @Test
    void aPeerMayGrantOnceOnEachChannelThatItHasOpened() {
        bind(MuxOptions.builder(), FloodLimits.defaults().withGrants(10));
        try (RawPeer peer = RawPeer.connect(sockets.path())) {
            peer.greet(Tlvs.hello(Tlvs.INITIATOR));
            peer.say(onEach(40, id -> open(id, "idle")));
            peer.settle();
            Mono.delay(Duration.ofMillis(100)).block();

            peer.say(onEach(40, id -> grant(id, 0, 1)));

            assertThat(peer.settle()).isEmpty();
        }
    }

    /** L-4: a peer that reads is owed nothing longer than a turn, however much it has closed in one. */
    @Test
    void aPlainPeerMayCloseAllItsChannelsAtOnce() {
        bind(
                MuxOptions.builder().maxChannels(4_096).initialWindow(1_024),
                FloodLimits.defaults().withAnswerBacklog(65_536));
        try (RawPeer peer = RawPeer.connect(sockets.path())) {
            peer.greetPlainly();
            peer.say(onEach(1_500, id -> RawFrame.empty(id, OPEN, 0)));
            peer.settle();

            peer.say(onEach(1_500, id -> RawFrame.close(id, 0)));

            assertThat(peer.settle()).hasSize(1_500);
        }
    }

    /** L-10: what was under way when the reader cancelled is the writer's right, as often as the reader cancels. */
    @Test
    void endlessStreamsOfEmptyMessagesMayBeCancelledOneAfterTheOther() {
        Flux<ByteBuffer> emptyMessages = Flux.generate(sink -> sink.next(ByteBuffer.allocate(0)));
        sockets.bind(sockets.server().handle("empty messages", channel -> channel.send(emptyMessages)));
        MuxConnection mux = sockets.connect(sockets.client());
        SignalLog<Void> closed = SignalLog.of(mux.onClose());
        for (int i = 0; i < 300 && closed.isOpen(); i++) {
            AtomicInteger received = new AtomicInteger();
            mux.exchange("empty messages", Flux.never())
                    .takeUntil(message -> received.incrementAndGet() == 500)
                    .then()
                    .onErrorComplete()
                    .block(PATIENCE);
        }

        assertThat(closed.isOpen()).isTrue();
    }
}
