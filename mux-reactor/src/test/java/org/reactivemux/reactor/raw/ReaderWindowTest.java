package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxClient;
import reactor.core.publisher.Flux;
import reactor.test.subscriber.TestSubscriber;

/** When our reader returns bytes: W-12 to W-15, with a window of 1,024 bytes that does not grow. */
class ReaderWindowTest {
    private static final int WINDOW = 1_024;
    private static final int LARGEST = 4_096;
    private static final MuxOptions SMALL = MuxOptions.builder()
            .initialWindow(WINDOW)
            .largestFrame(WINDOW)
            .largestMessage(LARGEST)
            .reassemblyBudget(LARGEST)
            .growthBudget(0)
            .prefetch(10)
            .build();

    @TempDir
    Path directory;

    private static TestSubscriber<ByteBuffer> reader(long demand) {
        return TestSubscriber.builder().initialRequest(demand).build();
    }

    private ClientToRawPeer client() {
        return ClientToRawPeer.connect(directory, MuxClient.create().options(SMALL), Tlvs.hello(Tlvs.ACCEPTOR));
    }

    private static void open(ClientToRawPeer client, int id, TestSubscriber<ByteBuffer> reader) {
        client.mux().exchange("x", Flux.never()).subscribe(reader);
        client.peer().await(RawFrame.OPEN, id);
        client.peer().say(RawFrame.ack(id));
        client.settle();
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size);
    }

    private static int returned(List<RawFrame> frames, int channel) {
        return frames.stream()
                .filter(frame -> frame.is(RawFrame.FLOW_CONTROL, channel))
                .mapToInt(frame -> frame.integer(0))
                .sum();
    }

    @Test
    void receivingAMessageReturnsNoBytes() {
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader(0));
            client.peer().say(RawFrame.data(1, 0, bytes(1_000)));

            assertThat(client.settle()).isEmpty();
        }
    }

    @Test
    void takingAMessageReturnsItsBytes() {
        TestSubscriber<ByteBuffer> reader = reader(0);
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader);
            client.peer().say(RawFrame.data(1, 0, bytes(1_000)));
            client.settle();
            reader.request(1);

            assertThat(returned(client.settle(), 1)).isEqualTo(1_000);
        }
    }

    @Test
    void lessThanAnEighthOfTheWindowIsKeptBackWhileThePeerHasSomeLeft() {
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader(5));
            client.peer().say(RawFrame.data(1, 0, bytes(WINDOW / 8 - 1)));
            client.peer().say(RawFrame.data(1, 0, bytes(1)));

            assertThat(client.peer().next().integer(0)).isEqualTo(WINDOW / 8);
        }
    }

    @Test
    void aSingleByteIsReturnedAtOnceWhenThePeerHasNothingLeft() {
        TestSubscriber<ByteBuffer> reader = reader(0);
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader);
            client.peer().say(RawFrame.data(1, 0, bytes(1)), RawFrame.data(1, 0, bytes(WINDOW - 1)));
            client.settle();
            reader.request(1);

            assertThat(returned(client.settle(), 1)).isEqualTo(1);
        }
    }

    @Test
    void everyByteIsReturnedExactlyOnce() {
        TestSubscriber<ByteBuffer> reader = reader(Long.MAX_VALUE);
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader);
            int sent = 0;
            int returned = 0;
            for (int size = 1; size <= 500; size += 7) {
                client.peer().say(RawFrame.data(1, 0, bytes(size)));
                sent += size;
                returned += returned(client.settle(), 1);
                assertThat(sent - returned).isBetween(0, WINDOW / 8);
            }
            assertThat(client.mux().snapshot().channels().get(0).grantedBytes()).isEqualTo(WINDOW - sent + returned);
        }
    }

    @Test
    void aMessageLargerThanTheWindowArrivesWholeWhereItWasRequested() {
        TestSubscriber<ByteBuffer> reader = reader(1);
        ByteBuffer message = bytes(3 * WINDOW);
        for (int i = 0; i < message.limit(); i++) {
            message.put(i, (byte) (i * 31));
        }
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader);
            for (int part = 0; part < 3; part++) {
                int flags = part < 2 ? RawFrame.MORE : 0;
                client.peer().say(RawFrame.data(1, flags, message.slice(part * WINDOW, WINDOW)));
                assertThat(returned(client.settle(), 1)).isEqualTo(WINDOW);
            }

            assertThat(reader.getReceivedOnNext()).containsExactly(message);
        }
    }

    /** W-13 (1): the initial credit is no demand. */
    @Test
    void fragmentsOfAMessageThatNobodyRequestedReturnNoBytes() {
        TestSubscriber<ByteBuffer> reader = reader(0);
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader);
            client.peer().say(RawFrame.data(1, RawFrame.MORE, bytes(WINDOW)));
            assertThat(client.settle()).isEmpty();
            reader.request(1);

            assertThat(returned(client.settle(), 1)).isEqualTo(WINDOW);
        }
    }

    /** W-13 (2). */
    @Test
    void fragmentsReturnNoBytesWhileThePeerHasSomeWindowLeft() {
        try (ClientToRawPeer client = client()) {
            open(client, 1, reader(1));
            client.peer().say(RawFrame.data(1, RawFrame.MORE, bytes(WINDOW - 1)));

            assertThat(client.settle()).isEmpty();
        }
    }

    /** W-13 (3), W-14: the budget here is one largest message. */
    @Test
    void ofTwoLargeMessagesTheSecondWaitsForTheReservationOfTheFirst() {
        List<TestSubscriber<ByteBuffer>> readers = new ArrayList<>();
        try (ClientToRawPeer client = client()) {
            for (int id = 1; id <= 3; id += 2) {
                readers.add(reader(1));
                open(client, id, readers.get(id / 2));
            }
            client.peer().say(RawFrame.data(1, RawFrame.MORE, bytes(WINDOW)));
            assertThat(returned(client.settle(), 1)).isEqualTo(WINDOW);
            client.peer().say(RawFrame.data(3, RawFrame.MORE, bytes(WINDOW)));
            assertThat(returned(client.settle(), 3)).isZero();
            client.peer().say(RawFrame.data(1, 0, bytes(1)));

            assertThat(returned(client.settle(), 3)).isEqualTo(WINDOW);
            client.peer().say(RawFrame.data(3, 0, bytes(1)));
            client.settle();
            assertThat(readers)
                    .allSatisfy(reader -> assertThat(reader.getReceivedOnNext()).containsExactly(bytes(WINDOW + 1)));
        }
    }

    /** W-14: a reservation is freed by cancel as well. */
    @Test
    void cancellingInsideALargeMessageFreesItsReservation() {
        TestSubscriber<ByteBuffer> first = reader(1);
        try (ClientToRawPeer client = client()) {
            open(client, 1, first);
            open(client, 3, reader(1));
            client.peer().say(RawFrame.data(1, RawFrame.MORE, bytes(WINDOW)));
            client.settle();
            client.peer().say(RawFrame.data(3, RawFrame.MORE, bytes(WINDOW)));
            client.settle();
            first.cancel();

            assertThat(returned(client.settle(), 3)).isEqualTo(WINDOW);
        }
    }
}
