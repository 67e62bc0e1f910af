package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.test.subscriber.TestSubscriber;

/**
 * However much a peer allows, what a writer has queued is no more than can soon be sent: L-8, S-6. The peer here grants
 * unbounded credit and a window of a gigabyte, so nothing but the writer's own moderation bounds the queue.
 */
class WriterQueueTest {
    private static final int GIGABYTE = 1 << 30;
    private static final int MESSAGE = 65_536;

    /** Many times more than one batch of the socket's (256 KiB) or of the publisher's. */
    private static final int FEW_MESSAGES = 1_024;

    private static final int FEW_BYTES = 8 << 20;

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();

    private ClientToRawPeer client() {
        Tlvs hello = Tlvs.hello(Tlvs.ACCEPTOR)
                .u32(Tlvs.INITIAL_WINDOW, GIGABYTE)
                .u32(Tlvs.INITIAL_CREDIT, RawFrame.UNBOUNDED);
        return ClientToRawPeer.connect(directory, MuxClient.create(), hello);
    }

    /**
     * Sends that many messages of that size, and returns how many were emitted and not yet written at most. Each is one
     * frame, so the frames written tell.
     */
    private static long mostQueued(ClientToRawPeer client, int messages, int size, TestSubscriber<ByteBuffer> reader) {
        AtomicLong most = new AtomicLong();
        Flux<ByteBuffer> outbound = Flux.range(0, messages).map(i -> {
            if (i % 100 == 0) {
                most.accumulateAndGet(i - client.mux().snapshot().framesSent(), Math::max);
            }
            return ByteBuffer.allocate(size);
        });
        client.mux().exchange("many", outbound).subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        RawFrame data;
        do {
            data = client.peer().await(RawFrame.DATA, 1);
        } while (!data.has(RawFrame.END));
        return most.get();
    }

    @Test
    void aStreamOfTinyMessagesIsTakenInSmallBatches() {
        try (ClientToRawPeer client = client()) {
            assertThat(mostQueued(client, 50_000, 1, reader)).isLessThanOrEqualTo(FEW_MESSAGES);
        }
    }

    @Test
    void aStreamOfEmptyMessagesIsTakenInSmallBatches() {
        try (ClientToRawPeer client = client()) {
            assertThat(mostQueued(client, 50_000, 0, reader)).isLessThanOrEqualTo(FEW_MESSAGES);
        }
    }

    @Test
    void aStreamOfLargeMessagesIsTakenInSmallBatches() {
        try (ClientToRawPeer client = client()) {
            assertThat(mostQueued(client, 1_000, MESSAGE, reader)).isLessThanOrEqualTo(FEW_BYTES / MESSAGE);
        }
    }
}
