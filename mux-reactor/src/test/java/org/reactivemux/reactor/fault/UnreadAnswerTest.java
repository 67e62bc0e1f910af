package org.reactivemux.reactor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.*;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import org.reactivemux.Transport;
import org.reactivemux.reactor.EachTransport;
import org.reactivemux.reactor.Eventually;
import org.reactivemux.reactor.SignalLog;
import org.reactivemux.reactor.Sockets;
import org.reactivemux.reactor.raw.RawAcceptor;
import org.reactivemux.reactor.raw.RawPeer;
import org.reactivemux.reactor.raw.Tlvs;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The event loop was blocked beyond a time-out, and the answer lies unread: H-10, and the open time-out. */
@EachTransport
class UnreadAnswerTest {
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    @AutoClose
    private final Sockets sockets;

    UnreadAnswerTest(Transport transport) {
        sockets = new Sockets(transport);
    }

    @Test
    void aHelloThatCameInTimeIsReadBeforeItsSenderIsGivenUp() {
        List<RawPeer> peers = new ArrayList<>();
        try (Blockage blockage = new Blockage()) {
            sockets.bind(sockets.server()
                    .options(MuxOptions.builder().handshakeTimeout(TIMEOUT).build())
                    .handle(
                            "block",
                            channel -> channel.receive()
                                    .doOnNext(message -> blockage.stand())
                                    .then()));
            MuxConnection blocking = sockets.connect(sockets.client());
            EventLoop loop = sockets.accepted().get(0).eventLoop();
            do {
                int before = sockets.accepted().size();
                peers.add(RawPeer.connect(sockets.path()));
                Eventually.assertThatSoon(sockets.accepted()::size, size -> size > before, "accepted");
            } while (sockets.accepted().get(sockets.accepted().size() - 1).eventLoop() != loop);
            RawPeer peer = peers.get(peers.size() - 1);
            assertThat(peer.next().type()).as("the hello").isEqualTo(PING);
            blocking.exchange("block", Mono.just(ByteBuffer.allocate(1))).subscribe();
            blockage.awaitBegin();

            peer.say(hello(Tlvs.hello(Tlvs.INITIATOR)));
            Mono.delay(TIMEOUT.multipliedBy(2)).block();
            blockage.end();

            assertThat(peer.next().type()).isEqualTo(PONG);
        } finally {
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    void anAckThatCameInTimeIsReadBeforeItsChannelFails() throws IOException {
        Path path = sockets.path("raw");
        try (RawAcceptor acceptor = new RawAcceptor(path);
                Blockage blockage = new Blockage()) {
            CompletableFuture<MuxConnection> connecting = sockets.client()
                    .unix(path)
                    .options(MuxOptions.builder().openTimeout(TIMEOUT).build())
                    .connect()
                    .toFuture();
            try (RawPeer peer = acceptor.accept()) {
                peer.greet(Tlvs.hello(Tlvs.ACCEPTOR));
                MuxConnection mux = sockets.keep(Objects.requireNonNull(connecting.join()));
                mux.exchange("first", Flux.never())
                        .doOnNext(message -> blockage.stand())
                        .subscribe(message -> {}, end -> {});
                peer.expect(OPEN, 1);
                peer.say(ack(1));
                SignalLog<MuxChannel> opening = SignalLog.of(mux.open(ChannelSpec.named("second")));
                peer.await(OPEN, 3);
                peer.say(data(1, "go"));
                blockage.awaitBegin();

                peer.say(ack(3));
                Mono.delay(TIMEOUT.multipliedBy(2)).block();
                blockage.end();

                assertThat(opening.end().getThrowable()).isNull();
            }
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
