package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.*;

import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.raw.Tlvs;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** L-9: what counts as taking something of what was written. */
@EachTransport
class SlowPeerTest {
    private static final int LARGE = 8 << 20;

    /** Linux doubles it; what is below leaves some for Netty to hold. */
    private static final int SMALL_SEND_BUFFER = 106_496;

    private static final Duration STALL = Duration.ofMillis(300);

    @AutoClose
    private final Sockets sockets;

    private final List<SignalLog<Void>> sent = new CopyOnWriteArrayList<>();

    SlowPeerTest(Transport transport) {
        sockets = new Sockets(transport);
        sockets.bind(sockets.server()
                .beneath(tcp -> tcp.childOption(ChannelOption.SO_SNDBUF, SMALL_SEND_BUFFER))
                .options(MuxOptions.builder()
                        .largestFrame(LARGE)
                        .largestMessage(LARGE)
                        .stallTimeout(STALL)
                        .build())
                .handle("one large", channel -> {
                    sent.add(SignalLog.of(channel.send(Mono.just(ByteBuffer.allocate(LARGE)))));
                    return Mono.never();
                })
                .handle("many small", channel -> {
                    Flux<ByteBuffer> endless = Flux.generate(sink -> sink.next(ByteBuffer.allocate(4_096)));
                    sent.add(SignalLog.of(channel.send(endless)));
                    return Mono.never();
                }));
    }

    private static Tlvs hello(int window) {
        return Tlvs.hello(Tlvs.INITIATOR)
                .u32(Tlvs.LARGEST_FRAME, LARGE)
                .u32(Tlvs.LARGEST_MESSAGE, LARGE)
                .u32(Tlvs.INITIAL_WINDOW, window)
                .u32(Tlvs.INITIAL_CREDIT, UNBOUNDED);
    }

    /** It reads six megabytes a second, without a pause as long as the stall time-out. */
    @Test
    void aPeerThatTakesALargeFrameBitByBitIsKept() throws IOException {
        try (SocketChannel slow = SocketChannel.open(UnixDomainSocketAddress.of(sockets.path()))) {
            slow.write(HostilePeer.join(
                    List.of(org.reactivemux.reactor.raw.RawFrame.hello(hello(2 * LARGE)), open(1, "one large"))));
            ByteBuffer some = ByteBuffer.allocate(65_536);
            int taken = 0;
            for (int bytes = 0; taken < LARGE && bytes >= 0; taken += bytes) {
                bytes = slow.read(some.clear());
                LockSupport.parkNanos(10_000_000);
            }

            assertThat(taken).isGreaterThanOrEqualTo(LARGE);
            assertThat(sent.get(0).end().isOnComplete()).isTrue();
        }
    }

    /** Its window leaves room below Netty's high-water mark, so each PONG makes what waits in the socket grow. */
    @Test
    void aPeerThatTakesNothingIsGivenUpAlthoughItGoesOnAsking() {
        try (HostilePeer deaf = HostilePeer.deaf(sockets.path())) {
            deaf.say(List.of(org.reactivemux.reactor.raw.RawFrame.hello(hello(600_000)), open(1, "many small")));
            Eventually.assertThatSoon(sent::size, size -> size == 1, "the sending has begun");

            for (int i = 0; i < 40 && sent.get(0).isOpen(); i++) {
                Mono.delay(STALL.dividedBy(3)).block();
                deaf.write(ping("still there?").encode());
            }

            assertThat(sent.get(0).isOpen()).isFalse();
            WatchedServer.assertEndedWith(sent.get(0), ErrorCode.TIMEOUT);
        }
    }
}
