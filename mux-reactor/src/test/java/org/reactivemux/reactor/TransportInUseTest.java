package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The transport that was asked for is the one that carries the connection, at both ends. */
@EachTransport
class TransportInUseTest {
    private static final Map<Transport, Class<? extends Channel>> SOCKETS = Map.of(
            Transport.EPOLL, EpollDomainSocketChannel.class,
            Transport.IO_URING, IoUringDomainSocketChannel.class,
            Transport.NIO, NioDomainSocketChannel.class);
    private static final Map<Transport, Class<? extends Channel>> SERVER_SOCKETS = Map.of(
            Transport.EPOLL, EpollServerDomainSocketChannel.class,
            Transport.IO_URING, IoUringServerDomainSocketChannel.class,
            Transport.NIO, NioServerDomainSocketChannel.class);

    private final Transport transport;

    @AutoClose
    private final Sockets sockets;

    TransportInUseTest(Transport transport) {
        this.transport = transport;
        this.sockets = new Sockets(transport);
    }

    @Test
    void bothEndsTellWhatReallyCarriesThem() {
        MuxConnection client = sockets.connectToEcho();
        assertThat(client.snapshot().transport()).isEqualTo(transport);
        assertThat(sockets.otherEndOf(client).snapshot().transport()).isEqualTo(transport);
    }

    @Test
    void theSocketsBeneathAreThoseOfTheTransport() {
        sockets.connectToEcho();
        assertThat(sockets.connected()).singleElement().isExactlyInstanceOf(SOCKETS.get(transport));
        assertThat(sockets.accepted()).singleElement().isExactlyInstanceOf(SOCKETS.get(transport));
        assertThat(sockets.listening()).singleElement().isExactlyInstanceOf(SERVER_SOCKETS.get(transport));
    }

    @Test
    void messagesAreEmittedOnTheConnectionsEventLoop() {
        MuxConnection client = sockets.connectToEcho();
        StepVerifier.create(client.request(ECHO, utf8("where?")).map(answer -> inEventLoop()))
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void theConnectionIsEmittedOnItsEventLoop() {
        sockets.bind(sockets.server());
        StepVerifier.create(sockets.client().connect().map(sockets::keep).map(connection -> inEventLoop()))
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void theEventLoopRefusesToBlock() {
        MuxConnection client = sockets.connectToEcho();
        StepVerifier.create(client.request(ECHO, utf8("wait!"))
                        .map(answer -> Mono.delay(Duration.ofNanos(1)).block()))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("block"));
    }

    @Test
    void theEventLoopIsADaemon() {
        MuxConnection client = sockets.connectToEcho();
        StepVerifier.create(client.request(ECHO, utf8("who?"))
                        .map(answer -> Thread.currentThread().isDaemon()))
                .expectNext(true)
                .verifyComplete();
    }

    private boolean inEventLoop() {
        return sockets.connected().get(0).eventLoop().inEventLoop();
    }
}
