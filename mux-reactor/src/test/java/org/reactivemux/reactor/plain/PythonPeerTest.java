package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxHandler;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Both of our roles and a plain peer in another language and another process: src/test/python/plain_peer.py. */
class PythonPeerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LARGEST = PlainChannel.LARGEST_MESSAGE;

    @TempDir
    Path directory;

    @BeforeAll
    static void needPython() {
        PythonProgram.assumeThatPythonIsThere();
    }

    /** Connects to a Python server that runs that program, and verifies what becomes of it. */
    private <T> void assertServed(String program, Function<MuxConnection, Mono<T>> use, T expected) {
        Path path = directory.resolve("python.sock");
        try (PythonProgram python =
                PythonProgram.start(PythonProgram.script("plain_peer.py"), "serve", path, program)) {
            python.awaitLine("ready");
            MuxConnection mux = Objects.requireNonNull(
                    MuxClient.create().unix(path).connect().block(SOON));
            assertThat(mux.peer().dialect()).isEqualTo(Dialect.PLAIN);
            StepVerifier.create(use.apply(mux))
                    .expectNext(expected)
                    .expectComplete()
                    .verify(SOON);
            mux.dispose();
        }
    }

    /** Has a Python client use a handler, which it checks itself. */
    private void assertUsed(MuxHandler handler, String program, int channels, int messages, int size) {
        Path path = directory.resolve("python.sock");
        MuxBinding binding = Objects.requireNonNull(
                MuxServer.create().unix(path).handle(handler).bind().block(SOON));
        try (PythonProgram python = PythonProgram.start(
                PythonProgram.script("plain_peer.py"), "connect", path, program, channels, messages, size)) {
            python.awaitLine("done");
        } finally {
            binding.dispose();
            binding.onDispose().block(SOON);
        }
    }

    private static Mono<List<ByteBuffer>> echoed(MuxConnection mux, List<ByteBuffer> messages) {
        return mux.exchange("", RandomMessages.endless(messages))
                .take(messages.size())
                .collectList();
    }

    private static ByteBuffer sha256(List<ByteBuffer> messages) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            messages.forEach(message -> digest.update(message.duplicate()));
            return ByteBuffer.wrap(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the Python source sends, or expects, as its message of that number. */
    private static ByteBuffer numbered(int index, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) '.');
        IntStream.range(0, Math.min(size, 256)).forEach(i -> bytes[i] = (byte) (index + i));
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void aPythonServerEchoesAHundredChannelsAtOnce() {
        assertServed(
                "echo",
                mux -> Flux.range(0, 100)
                        .map(i -> RandomMessages.upTo(LARGEST, 5, i))
                        .flatMap(messages -> echoed(mux, messages).map(messages::equals), 100)
                        .all(equal -> equal),
                true);
    }

    @Test
    void aPythonServerEchoesAMegabyteOnOneChannel() {
        List<ByteBuffer> megabyte = RandomMessages.total(1 << 20, LARGEST, 1);
        assertServed("echo", mux -> echoed(mux, megabyte), megabyte);
    }

    @Test
    void aPythonServerTakesAMegabyteUnaltered() {
        List<ByteBuffer> messages = RandomMessages.total(1 << 20, 10_000, 2);
        Flux<ByteBuffer> outbound = Flux.fromIterable(messages).concatWithValues(ByteBuffer.allocate(0));
        assertServed("sink", mux -> mux.exchange("", outbound).next(), sha256(messages));
    }

    @Test
    void aPythonServerSendsAMegabyteUnaltered() {
        List<ByteBuffer> expected =
                IntStream.range(0, 64).mapToObj(i -> numbered(i, 16_384)).toList();
        assertServed(
                "source",
                mux -> mux.exchange("", Mono.just(ByteBuffer.wrap("64 16384".getBytes(StandardCharsets.US_ASCII))))
                        .takeWhile(ByteBuffer::hasRemaining)
                        .collectList(),
                expected);
    }

    @Test
    void aPythonClientIsEchoedOnAHundredChannelsAtOnce() {
        assertUsed(channel -> channel.send(channel.receive()), "echo", 100, 5, LARGEST);
    }

    @Test
    void aPythonClientIsEchoedAMegabyteOnOneChannel() {
        assertUsed(channel -> channel.send(channel.receive()), "echo", 1, 64, LARGEST);
    }

    @Test
    void aPythonClientIsEchoedThousandsOfSmallMessages() {
        assertUsed(channel -> channel.send(channel.receive()), "echo", 1, 5_000, 50);
    }

    @Test
    void aPythonClientSendsAMegabyteUnaltered() {
        MuxHandler sink = channel -> channel.send(channel.receive()
                .takeWhile(ByteBuffer::hasRemaining)
                .collectList()
                .map(PythonPeerTest::sha256));
        assertUsed(sink, "sink", 1, 64, LARGEST);
    }

    @Test
    void aPythonClientTakesAMegabyteUnaltered() {
        MuxHandler source = channel -> channel.send(channel.receive()
                .next()
                .thenMany(Flux.range(0, 64).map(i -> numbered(i, 16_384)))
                .concatWithValues(ByteBuffer.allocate(0)));
        assertUsed(source, "source", 1, 64, 16_384);
    }
}
