package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxBinding;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.MuxServer;
import reactor.core.publisher.Flux;
import reactor.test.subscriber.TestSubscriber;

/**
 * A reader that stops one channel slows no other (W-20). Machines differ and so do moments, so what counts is a ratio:
 * rounds with and without a stopped channel beside them take turns, and their medians are compared.
 */
class StoppedChannelTest {
    private static final int ROUNDS = 9;
    private static final int MESSAGE = 16_384;
    private static final int MESSAGES_A_ROUND = 1_000;
    private static final double AT_LEAST = 0.5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private MuxBinding binding;
    private MuxConnection mux;

    @SuppressWarnings("NullAway.Init") // connect() sets both
    StoppedChannelTest() {}

    @BeforeEach
    void connect() {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE);
        Path path = directory.resolve("mux.sock");
        binding = Objects.requireNonNull(MuxServer.create()
                .unix(path)
                .handle("source", channel -> channel.send(Flux.<ByteBuffer>generate(sink -> sink.next(message))))
                .handle("sink", channel -> channel.receive().then())
                .handle("stopped", channel -> Flux.<Void>never())
                .bind()
                .block(PATIENCE));
        mux = Objects.requireNonNull(MuxClient.create().unix(path).connect().block(PATIENCE));
    }

    @AfterEach
    void close() {
        mux.dispose();
        binding.dispose();
        binding.onDispose().block(PATIENCE);
    }

    /** The speed with a stopped channel beside, in relation to that without. */
    private static double ratio(Flux<ByteBuffer> stopped, Runnable round) {
        long[] with = new long[ROUNDS];
        long[] without = new long[ROUNDS];
        round.run(); // once to warm up
        for (int i = 0; i < ROUNDS; i++) {
            without[i] = time(round);
            TestSubscriber<ByteBuffer> reader =
                    TestSubscriber.builder().initialRequest(0).build();
            stopped.subscribe(reader);
            with[i] = time(round);
            reader.cancel();
        }
        Arrays.sort(with);
        Arrays.sort(without);
        return (double) without[ROUNDS / 2] / with[ROUNDS / 2];
    }

    private static long time(Runnable round) {
        long start = System.nanoTime();
        round.run();
        return System.nanoTime() - start;
    }

    private void download() {
        Long messages = mux.exchange("source", Flux.empty())
                .limitRate(64)
                .take(MESSAGES_A_ROUND)
                .count()
                .block(PATIENCE);
        assertThat(messages).isEqualTo(MESSAGES_A_ROUND);
    }

    private void upload() {
        Flux<ByteBuffer> messages = Flux.range(0, MESSAGES_A_ROUND).map(i -> ByteBuffer.allocate(MESSAGE));
        mux.exchange("sink", messages).then().block(PATIENCE);
    }

    @Test
    void aReaderThatRequestsNothingSlowsNoOtherReader() {
        Flux<ByteBuffer> stopped = mux.exchange(ChannelSpec.named("source").prefetch(0), Flux.empty());

        assertThat(ratio(stopped, this::download)).isGreaterThan(AT_LEAST);
    }

    @Test
    void aReaderThatLeavesItsWindowFullSlowsNoOtherReader() {
        Flux<ByteBuffer> stopped = mux.exchange(ChannelSpec.named("source").prefetch(1_000_000), Flux.empty());

        assertThat(ratio(stopped, this::download)).isGreaterThan(AT_LEAST);
    }

    @Test
    void aHandlerThatDoesNotReadSlowsNoOtherWriter() {
        Flux<ByteBuffer> endless = Flux.generate(sink -> sink.next(ByteBuffer.allocate(MESSAGE)));

        assertThat(ratio(mux.exchange("stopped", endless), this::upload)).isGreaterThan(AT_LEAST);
    }

    @Test
    void aHundredStoppedChannelsStopNoOther() {
        for (int i = 0; i < 100; i++) {
            mux.exchange(ChannelSpec.named("source").prefetch(1_000_000), Flux.empty())
                    .subscribe(TestSubscriber.builder().initialRequest(0).build());
        }
        download();
        upload();

        assertThat(mux.snapshot().channels()).hasSizeGreaterThanOrEqualTo(100);
    }
}
