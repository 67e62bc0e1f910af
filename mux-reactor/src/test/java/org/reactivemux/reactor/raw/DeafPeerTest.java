package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSpec;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;

/** A peer that grants a gigabyte and reads nothing from its socket: C-21, K-16, L-8. */
class DeafPeerTest {
    private static final int GIGABYTE = 1 << 30;
    private static final int MESSAGE = 65_536;
    private static final int PLENTY = 1_000;

    /** Socket buffers, Netty's high-water mark and what the writer has queued, with room to spare. */
    private static final int FEW_BYTES = 8 << 20;

    @TempDir
    Path directory;

    private final AtomicLong emitted = new AtomicLong();
    private final CompletableFuture<ByteBuffer> heard = new CompletableFuture<>();
    private final TestSubscriber<Void> sending = TestSubscriber.create();

    /** A client whose channel 1 sends far more than fits anywhere but in the peer's window. */
    private ClientToRawPeer stuck() {
        Tlvs hello = Tlvs.hello(Tlvs.ACCEPTOR)
                .u32(Tlvs.INITIAL_WINDOW, GIGABYTE)
                .u32(Tlvs.INITIAL_CREDIT, RawFrame.UNBOUNDED);
        Flux<ByteBuffer> outbound = Flux.range(0, PLENTY).map(i -> {
            emitted.addAndGet(MESSAGE);
            return ByteBuffer.allocate(MESSAGE);
        });
        ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), hello);
        client.mux().exchange("first", Mono.never()).subscribe(heard::complete, heard::completeExceptionally);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        client.settle();
        client.peer().stopReading();
        client.mux()
                .open(ChannelSpec.named("bulk"))
                .flatMap(channel -> channel.send(outbound))
                .subscribe(sending);
        LoopTurn.await(client.mux());
        client.peer().say(RawFrame.ack(3));
        client.peer().awaitStandstill();
        turn(client);
        return client;
    }

    private static void turn(ClientToRawPeer client) {
        for (int i = 0; i < 100; i++) {
            LoopTurn.await(client.mux());
        }
    }

    @Test
    void itsSilenceStopsThePublisher() {
        try (ClientToRawPeer client = stuck()) {
            turn(client);

            assertThat(emitted.get()).isLessThanOrEqualTo(FEW_BYTES);
        }
    }

    @Test
    void aSendIsNotDoneWhileItsBytesWaitForTheSocket() {
        try (ClientToRawPeer client = stuck()) {
            turn(client);

            assertThat(sending.isTerminated()).isFalse();
        }
    }

    @Test
    void whatItSaysIsReadAlthoughNothingCanBeWritten() {
        try (ClientToRawPeer client = stuck()) {
            client.peer().say(RawFrame.data(1, "can you hear me?"));

            assertThat(heard).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(RawFrame.utf8("can you hear me?"));
        }
    }

    @Test
    void aChannelWhoseOpenCannotBeWrittenIsInTheSnapshotWithoutAnId() {
        try (ClientToRawPeer client = stuck()) {
            client.mux().exchange("waiting", Mono.never()).subscribe(TestSubscriber.create());
            turn(client);

            assertThat(client.mux().snapshot().channels())
                    .filteredOn(channel -> channel.name().equals("waiting"))
                    .extracting(ChannelSnapshot::id)
                    .containsExactly(0);
        }
    }
}
