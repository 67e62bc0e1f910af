package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.PatientVerifiers.PATIENCE;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import org.reactivemux.Compression;
import org.reactivemux.CompressionSnapshot;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Channels that ask for compression, as programs have them, over a socket. */
@EachCarrier
class CompressionTest {
    private static final String QUOTE = "{\"instrument\":\"XAU\",\"bid\":2650.25,\"ask\":2650.75,\"size\":100}\n";

    @AutoClose
    private final Sockets sockets;

    CompressionTest(Carrier carrier) {
        this.sockets = new Sockets(carrier);
    }

    private static ChannelSpec asking(String name, Codec codec) {
        return ChannelSpec.named(name).codec(codec);
    }

    private static ByteBuffer quotes(int count) {
        return Messages.utf8(QUOTE.repeat(count));
    }

    /** Text, noise and next to nothing, of all sizes up to some hundred frames. */
    private static List<ByteBuffer> mixture() {
        Random random = new Random(1);
        return IntStream.range(0, 200)
                .mapToObj(n -> {
                    byte[] message = new byte[n % 50 == 49 ? 1_000_000 : random.nextInt(5_000)];
                    random.nextBytes(message);
                    for (int at = 0; n % 3 > 0 && at < message.length; at++) {
                        message[at] = (byte) QUOTE.charAt(at % QUOTE.length());
                    }
                    return ByteBuffer.wrap(message);
                })
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsExchangedArrivesAsItWasSentAndInOrder(Codec codec) {
        MuxConnection mux = sockets.connectToEcho();
        List<ByteBuffer> messages = mixture();
        StepVerifier.create(mux.exchange(asking(Sockets.ECHO, codec), Flux.fromIterable(messages)))
                .expectNextSequence(messages)
                .expectComplete()
                .verify(PATIENCE);
        CompressionSnapshot here = mux.snapshot().compression();
        assertThat(here.sentTo()).isPositive().isLessThan(here.sentFrom() / 10);
        assertThat(here.receivedTo()).isEqualTo(here.sentFrom());
        assertThat(here.receivedFrom()).isEqualTo(here.sentTo());
        assertThat(mux.snapshot().bytesSent())
                .isLessThan(messages.stream().mapToInt(ByteBuffer::remaining).sum() / 2);
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsOfAChannelTellItsCodec(Codec codec) {
        MuxConnection mux = sockets.connectTo(server -> server.handle(
                "codec",
                channel -> channel.receive()
                        .then(channel.send(Mono.just(Messages.utf8(String.valueOf(channel.codec())))))));
        MuxChannel channel =
                Objects.requireNonNull(mux.open(asking("codec", codec)).block(PATIENCE));
        assertThat(channel.codec()).contains(codec);
        Mono<String> told = channel.send(Flux.empty())
                .thenMany(channel.receive())
                .map(Messages::text)
                .single();
        StepVerifier.create(told)
                .expectNext(Optional.of(codec).toString())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aHandlersMessagesAreCompressedWithoutItsDoing() {
        MuxConnection mux = sockets.connectTo(server ->
                server.handle("quotes", channel -> channel.send(Flux.just(quotes(50), quotes(1_000)))));
        StepVerifier.create(mux.exchange(asking("quotes", Codec.DEFLATE), Flux.empty()))
                .expectNext(quotes(50), quotes(1_000))
                .expectComplete()
                .verify(PATIENCE);
        CompressionSnapshot there = sockets.otherEndOf(mux).snapshot().compression();
        assertThat(there.sentFrom()).isEqualTo(1_050L * QUOTE.length());
        assertThat(there.sentTo()).isLessThan(there.sentFrom() / 20);
    }

    @Test
    void withoutAWishNothingIsCompressed() {
        MuxConnection mux = sockets.connectToEcho();
        StepVerifier.create(mux.exchange(Sockets.ECHO, Mono.just(quotes(100))))
                .expectNext(quotes(100))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(mux.snapshot().compression()).isEqualTo(new CompressionSnapshot(0, 0, 0, 0));
    }

    /** One side's options are enough to have none. */
    @Test
    void aServerWithoutCodecsIsSpokenToWithoutThem() {
        MuxOptions none = MuxOptions.builder().compression(Compression.none()).build();
        MuxConnection mux = sockets.connectTo(
                server -> server.options(none).handle("echo again", channel -> channel.send(channel.receive())));
        ChannelSpec spec = ChannelSpec.named("echo again").codec(Codec.ZSTD, Codec.DEFLATE);
        assertThat(mux.peer().settings().codecs()).isEmpty();
        StepVerifier.create(mux.exchange(spec, Mono.just(quotes(100))))
                .expectNext(quotes(100))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(Objects.requireNonNull(mux.open(spec).block(PATIENCE)).codec())
                .isEmpty();
        assertThat(mux.snapshot().compression().sentFrom()).isZero();
    }

    /** Credit and window of a channel do not change what its reader sees: one message for each request. */
    @Test
    void demandIsExactAsEver() {
        MuxConnection mux = sockets.connectToEcho();
        ChannelSpec spec = asking(Sockets.ECHO, Codec.ZSTD).prefetch(0);
        StepVerifier.create(mux.exchange(spec, Flux.just(quotes(10), quotes(20), quotes(30))), 0)
                .thenRequest(1)
                .expectNext(quotes(10))
                .thenRequest(2)
                .expectNext(quotes(20), quotes(30))
                .expectComplete()
                .verify(PATIENCE);
    }
}
