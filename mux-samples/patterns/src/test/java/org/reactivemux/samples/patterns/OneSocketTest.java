package org.reactivemux.samples.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.test.StepVerifier;

/** The same conversations over two sockets, and over one. */
class OneSocketTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void beforeEachServiceHasASocket() throws Exception {
        ManySockets sockets = new ManySockets(directory);
        DisposableServer quotes = requireNonNull(
                sockets.serve("quotes", message -> answer("price of ", message)).block(PATIENCE));
        DisposableServer orders = requireNonNull(
                sockets.serve("orders", message -> answer("bought ", message)).block(PATIENCE));

        StepVerifier.create(Flux.concat(
                                sockets.converse("quotes", bytes("a", "b")).take(2),
                                sockets.converse("orders", bytes("c")).take(1))
                        .map(bytes -> new String(bytes, UTF_8)))
                .expectNext("price of a", "price of b", "bought c")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(sockets()).isEqualTo(2);

        quotes.disposeNow();
        orders.disposeNow();
        sockets.disposeLater().block(PATIENCE);
    }

    @Test
    void afterwardsEachConversationHasAChannel() throws Exception {
        Path socket = directory.resolve("mux.sock");
        MuxBinding binding = requireNonNull(
                OneSocket.serve(socket, message -> answer("price of ", message), message -> answer("bought ", message))
                        .block(PATIENCE));
        MuxConnection mux =
                requireNonNull(MuxClient.create().unix(socket).connect().block(PATIENCE));

        StepVerifier.create(Flux.concat(
                                OneSocket.converse(
                                        mux, "quotes", Flux.just("a", "b").map(Text::encode)),
                                OneSocket.converse(mux, "orders", Flux.just("c").map(Text::encode)),
                                OneSocket.converse(mux, "", Flux.just("d").map(Text::encode)))
                        .map(Text::decode))
                .expectNext("price of a", "price of b", "bought c", "price of d")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(sockets()).isEqualTo(1);

        binding.shutdown(PATIENCE).block(PATIENCE);
    }

    private long sockets() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sock")).count();
        }
    }

    private static Flux<byte[]> bytes(String... messages) {
        return Flux.fromArray(messages).map(message -> message.getBytes(UTF_8));
    }

    private static byte[] answer(String before, byte[] message) {
        return (before + new String(message, UTF_8)).getBytes(UTF_8);
    }

    private static ByteBuffer answer(String before, ByteBuffer message) {
        return Text.encode(before + Text.decode(message));
    }
}
