package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.MuxConnection;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.subscriber.TestSubscriber;

/** A publisher that could send a gigabyte at once waits for its reader, whatever that has asked for (W-4, L-8). */
class UnreturnedWindowTest {
    private static final int MESSAGE = 65_536;
    private static final int WINDOW = 4 * MESSAGE;
    private static final int GIGABYTE = 1 << 30;

    @TempDir
    Path directory;

    private final AtomicLong emitted = new AtomicLong();
    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();

    private final Flux<ByteBuffer> gigabyte = Flux.range(0, GIGABYTE / MESSAGE).map(i -> {
        emitted.addAndGet(MESSAGE);
        return ByteBuffer.allocate(MESSAGE);
    });

    private ClientToRawPeer sending(Flux<ByteBuffer> outbound, int window) {
        Tlvs hello =
                Tlvs.hello(Tlvs.ACCEPTOR).u32(Tlvs.INITIAL_WINDOW, window).u32(Tlvs.INITIAL_CREDIT, RawFrame.UNBOUNDED);
        ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), hello);
        client.mux().exchange("bulk", outbound).subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        return client;
    }

    private static long dataBytes(List<RawFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.is(RawFrame.DATA, 1))
                .mapToLong(RawFrame::size)
                .sum();
    }

    private static ChannelSnapshot onlyChannel(MuxConnection mux) {
        return mux.snapshot().channels().get(0);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void unboundedDemandSendsTheWindowAndNoByteMore() {
        try (ClientToRawPeer client = sending(gigabyte, WINDOW)) {
            assertThat(dataBytes(client.settle())).isEqualTo(WINDOW);
        }
    }

    @Test
    void unboundedDemandAsksThePublisherForTheWindowAndAtMostOneMessageMore() {
        try (ClientToRawPeer client = sending(gigabyte, WINDOW)) {
            client.settle();

            assertThat(emitted.get()).isBetween((long) WINDOW, (long) WINDOW + MESSAGE);
            assertThat(onlyChannel(client.mux()).queuedOutBytes()).isLessThanOrEqualTo(MESSAGE);
            assertThat(onlyChannel(client.mux()).window()).isZero();
        }
    }

    @Test
    void aPublisherOnAThreadOfItsOwnIsBoundedAsWell() {
        try (ClientToRawPeer client = sending(gigabyte.subscribeOn(Schedulers.parallel(), true), WINDOW)) {
            for (int sent = 0; sent < WINDOW; ) {
                sent += client.peer().await(RawFrame.DATA, 1).size();
            }
            assertThat(dataBytes(client.settle())).isZero();

            assertThat(emitted.get()).isLessThanOrEqualTo(WINDOW + MESSAGE);
            assertThat(onlyChannel(client.mux()).queuedOutBytes()).isLessThanOrEqualTo(MESSAGE);
        }
    }

    @Test
    void theHeapStaysSmallWhileAGigabyteWaits() {
        long before = usedHeap();
        try (ClientToRawPeer client = sending(gigabyte, WINDOW)) {
            client.settle();

            assertThat(usedHeap() - before).isLessThan(16L << 20);
        }
    }

    @Test
    void returnedBytesLetAsManyMoreGo() {
        try (ClientToRawPeer client = sending(gigabyte, WINDOW)) {
            client.settle();
            client.peer().say(RawFrame.grant(1, 2 * MESSAGE));

            assertThat(dataBytes(client.settle())).isEqualTo(2 * MESSAGE);
            assertThat(emitted.get()).isLessThanOrEqualTo(WINDOW + 3 * MESSAGE);
        }
    }
}
