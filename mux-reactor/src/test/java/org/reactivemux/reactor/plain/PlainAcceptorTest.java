package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Our client and a plain acceptor that was written for these tests. */
class PlainAcceptorTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    /** What comes back of the messages, which the peer is known to echo. */
    private static Mono<List<ByteBuffer>> echoed(MuxConnection mux, List<ByteBuffer> messages) {
        return mux.exchange("", RandomMessages.endless(messages))
                .take(messages.size())
                .collectList();
    }

    private void assertEchoed(List<ByteBuffer> messages) {
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(directory, PlainChannel::echo)) {
            StepVerifier.create(echoed(plain.mux(), messages))
                    .expectNext(messages)
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    void itsPongShowsThatItIsPlain() {
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(directory, PlainChannel::echo)) {
            assertThat(plain.mux().peer().dialect()).isEqualTo(Dialect.PLAIN);
            assertThat(plain.mux().snapshot().roundTrip()).isPresent();
        }
    }

    @Test
    void aRequestGetsItsAnswer() {
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(directory, PlainChannel::echo)) {
            StepVerifier.create(plain.mux().request("any name", ByteBuffer.wrap(new byte[] {1, 2, 3})))
                    .expectNext(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    void aHundredChannelsAreEchoedAtOnce() {
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(directory, PlainChannel::echo)) {
            Flux<Boolean> echoes = Flux.range(0, 100)
                    .map(i -> RandomMessages.upTo(PlainChannel.LARGEST_MESSAGE, 10, i))
                    .flatMap(messages -> echoed(plain.mux(), messages).map(messages::equals), 100);

            StepVerifier.create(echoes.all(equal -> equal))
                    .expectNext(true)
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    void aMegabyteGoesInEachDirectionOfOneChannel() {
        assertEchoed(RandomMessages.total(1 << 20, PlainChannel.LARGEST_MESSAGE, 1));
    }

    @Test
    void messagesOfAllSizesGoInEachDirectionOfOneChannel() {
        assertEchoed(RandomMessages.upTo(PlainChannel.LARGEST_MESSAGE, 100, 2));
    }

    @Test
    void manySmallMessagesGoThroughMoreThanOneWindow() {
        assertEchoed(RandomMessages.upTo(100, 10_000, 3));
    }

    @Test
    void largeMessagesGoInPiecesWhereTheOptionAllowsIt() {
        MuxOptions splitting = MuxOptions.builder().splitForPlainPeers(true).build();
        List<ByteBuffer> large = RandomMessages.total(1 << 20, 300_000, 4);
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(directory, splitting, PlainChannel::echo)) {
            Mono<ByteBuffer> echoed = plain.mux()
                    .exchange("", RandomMessages.endless(large))
                    .scan(ByteBuffer.allocate(1 << 20), ByteBuffer::put)
                    .skipUntil(all -> !all.hasRemaining())
                    .next()
                    .map(ByteBuffer::flip);

            StepVerifier.create(echoed)
                    .expectNext(RandomMessages.joined(large))
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    void theCloseOfTheAcceptorCompletesTheExchange() {
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(directory, channel -> {
            channel.receive();
            channel.send(ByteBuffer.wrap(new byte[] {42}));
            channel.close();
        })) {
            Flux<ByteBuffer> outbound = RandomMessages.endless(List.of(ByteBuffer.allocate(1)));

            StepVerifier.create(plain.mux().exchange("", outbound))
                    .expectNext(ByteBuffer.wrap(new byte[] {42}))
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    void openAndSendWorkAsTheyDoTowardsAnExtendedPeer() {
        CompletableFuture<Integer> received = new CompletableFuture<>();
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(
                directory,
                channel -> received.complete(
                        channel.receive().map(ByteBuffer::remaining).orElse(-1)))) {
            plain.mux()
                    .open(ChannelSpec.unnamed())
                    .flatMap(channel -> channel.send(Flux.just(ByteBuffer.allocate(7))))
                    .block(SOON);

            assertThat(received).succeedsWithin(SOON).isEqualTo(7);
        }
    }

    @Test
    void aSlowReaderIsGivenEveryMessage() {
        try (ClientToPlainPeer plain = ClientToPlainPeer.connect(directory, PlainChannel::echo)) {
            List<ByteBuffer> messages = RandomMessages.total(500_000, PlainChannel.LARGEST_MESSAGE, 5);
            Mono<List<ByteBuffer>> slowly = plain.mux()
                    .exchange("", RandomMessages.endless(messages))
                    .limitRate(1)
                    .delayElements(Duration.ofMillis(5))
                    .take(messages.size())
                    .collectList();

            StepVerifier.create(slowly).expectNext(messages).expectComplete().verify(SOON);
        }
    }
}
