package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.test.subscriber.TestSubscriber;

/** How our writer uses a raw reader's window and cuts messages into fragments: F-3, W-4, W-8, W-16, M-1 to M-8. */
class WriterWindowTest {
    private static final int WINDOW = 2_000;
    private static final int FRAME = 1_024;

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();

    private ClientToRawPeer sending(int... sizes) {
        Tlvs hello = Tlvs.hello(Tlvs.ACCEPTOR)
                .u32(Tlvs.LARGEST_FRAME, FRAME)
                .u32(Tlvs.INITIAL_WINDOW, WINDOW)
                .u32(Tlvs.INITIAL_CREDIT, 100);
        ClientToRawPeer client = ClientToRawPeer.connect(directory, MuxClient.create(), hello);
        Flux<ByteBuffer> messages = Flux.range(0, sizes.length).map(i -> ByteBuffer.allocate(sizes[i]));
        client.mux().exchange("x", messages).subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        return client;
    }

    private static List<RawFrame> data(List<RawFrame> frames) {
        return frames.stream().filter(frame -> frame.is(RawFrame.DATA, 1)).toList();
    }

    private static List<Integer> sizes(List<RawFrame> frames) {
        return data(frames).stream().map(RawFrame::size).toList();
    }

    private static List<Integer> flags(List<RawFrame> frames) {
        return data(frames).stream().map(RawFrame::flags).toList();
    }

    @Test
    void aMessageOverTheLargestFrameGoesInFragments() {
        try (ClientToRawPeer client = sending(1_500)) {
            List<RawFrame> said = client.settle();

            assertThat(sizes(said)).containsExactly(FRAME, 1_500 - FRAME);
            assertThat(flags(said)).containsExactly(RawFrame.MORE, RawFrame.END);
        }
    }

    @Test
    void aMessageOverTheWindowUsesItToTheLastByte() {
        try (ClientToRawPeer client = sending(5_000)) {
            List<RawFrame> said = client.settle();

            assertThat(sizes(said).stream().mapToInt(Integer::intValue).sum()).isEqualTo(WINDOW);
            assertThat(flags(said)).containsOnly(RawFrame.MORE);
        }
    }

    @Test
    void insideAMessageEveryReturnedByteIsUsedAtOnce() {
        try (ClientToRawPeer client = sending(5_000)) {
            client.settle();
            for (int returned : new int[] {1, 700, 3}) {
                client.peer().say(RawFrame.grant(1, returned));
                assertThat(sizes(client.settle())).containsExactly(returned);
            }
        }
    }

    @Test
    void aMessageUpToSevenEighthsOfTheWindowMayWaitToGoWhole() {
        try (ClientToRawPeer client = sending(1_500, 600)) {
            client.settle();
            client.peer().say(RawFrame.grant(1, 1_500));

            assertThat(sizes(client.settle()).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isLessThanOrEqualTo(600);
            assertThat(client.settle()).isEmpty();
        }
    }

    /** W-16: the reader need not return more than the rest of 7/8 for the message to begin. */
    @Test
    void aMessageBeginsAtTheLatestWhenSevenEighthsOfTheWindowAreThere() {
        try (ClientToRawPeer client = sending(WINDOW, WINDOW)) {
            client.settle();
            client.peer().say(RawFrame.grant(1, WINDOW - WINDOW / 8));

            assertThat(sizes(client.settle())).isNotEmpty();
        }
    }

    @Test
    void emptyMessagesNeedNoWindow() {
        try (ClientToRawPeer client = sending(WINDOW, 0, 0)) {
            List<RawFrame> said = client.settle();

            assertThat(sizes(said)).endsWith(0, 0);
            assertThat(flags(said)).endsWith(0, RawFrame.END);
        }
    }

    @Test
    void messagesArriveInOrderWhateverTheirFragments() {
        try (ClientToRawPeer client = sending(1, 1_025, 0, 2_048, 3)) {
            int[] expected = {1, 1_025, 0, 2_048, 3};
            int size = 0;
            for (int message = 0; message < expected.length; ) {
                RawFrame frame = client.peer().await(RawFrame.DATA, 1);
                client.peer().say(RawFrame.grant(1, Math.max(1, frame.size())));
                size += frame.size();
                if (!frame.has(RawFrame.MORE)) {
                    assertThat(size).isEqualTo(expected[message]);
                    size = 0;
                    message++;
                }
            }
        }
    }
}
