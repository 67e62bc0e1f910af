package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;
import static org.reactivemux.reactor.Sockets.ECHO;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.MuxConnection;
import org.reactivemux.Transport;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A client on any transport talks to a server on any other. */
@OverSockets
class TransportPairsTest {

    static Stream<Arguments> pairs() {
        List<Transport> all = List.of(Transport.EPOLL, Transport.IO_URING, Transport.NIO);
        return all.stream().flatMap(client -> all.stream().map(server -> Arguments.of(client, server)));
    }

    @ParameterizedTest(name = "client on {0}, server on {1}")
    @MethodSource("pairs")
    void theyExchangeMessagesOfAllSizesInBothDirections(Transport client, Transport server) {
        TransportsHere.require(client);
        try (Sockets sockets = new Sockets(server)) {
            sockets.bind(sockets.server());
            MuxConnection mux = sockets.connect(
                    sockets.client().transport(client).handle("back", channel -> channel.send(channel.receive())));
            MuxConnection otherEnd = sockets.otherEndOf(mux);

            assertThat(mux.snapshot().transport()).isEqualTo(client);
            assertThat(otherEnd.snapshot().transport()).isEqualTo(server);
            assertEchoes(mux, ECHO);
            assertEchoes(otherEnd, "back");
        }
    }

    static Stream<Arguments> nativePairs() {
        List<Transport> all = List.of(Transport.EPOLL, Transport.IO_URING);
        return all.stream().flatMap(client -> all.stream().map(server -> Arguments.of(client, server)));
    }

    @ParameterizedTest(name = "client on {0}, server on {1}")
    @MethodSource("nativePairs")
    void theyFindEachOtherByAbstractNames(Transport client, Transport server) {
        TransportsHere.require(client);
        String name = "@mux-" + UUID.randomUUID();
        try (Sockets sockets = new Sockets(server)) {
            sockets.bind(sockets.serverWithoutAddress().unix(name));
            assertEchoes(sockets.connect(sockets.client().unix(name).transport(client)), ECHO);
        }
    }

    private static void assertEchoes(MuxConnection mux, String name) {
        List<ByteBuffer> messages = List.of(utf8("small"), ByteBuffer.allocate(0), ByteBuffer.allocate(300_000));
        StepVerifier.create(mux.exchange(name, Flux.fromIterable(messages)))
                .expectNextSequence(messages)
                .verifyComplete();
    }
}
