package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ErrorCode;
import org.reactivemux.MessageTooLargeException;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.raw.ClientToRawPeer;
import org.reactivemux.reactor.raw.RawFrame;
import reactor.core.publisher.Flux;
import reactor.test.subscriber.TestSubscriber;

/** What our writer sends to a plain reader, and when: P-6, P-9, P-10. */
class PlainWriterTest {
    private static final MuxOptions SPLITTING =
            MuxOptions.builder().splitForPlainPeers(true).build();

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();

    private ClientToRawPeer sending(MuxOptions options, Flux<ByteBuffer> messages) {
        ClientToRawPeer client =
                ClientToRawPeer.connectPlain(directory, MuxClient.create().options(options));
        client.mux().exchange("", messages.concatWith(Flux.never())).subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        return client;
    }

    private ClientToRawPeer sending(MuxOptions options, int... sizes) {
        return sending(options, Flux.range(0, sizes.length).map(i -> ByteBuffer.allocate(sizes[i])));
    }

    private static List<Integer> sizes(List<RawFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.is(RawFrame.DATA, 1))
                .map(RawFrame::size)
                .toList();
    }

    @Test
    void theOpenIsEmptyAndDataFollowsItWithoutFlags() {
        try (ClientToRawPeer client = ClientToRawPeer.connectPlain(directory, MuxClient.create())) {
            client.mux().exchange("a name", Flux.just(RawFrame.utf8("hello"))).subscribe(reader);

            assertThat(client.peer().nextOfChannel()).isEqualTo(RawFrame.empty(1, RawFrame.OPEN, 0));
            assertThat(client.peer().nextOfChannel()).isEqualTo(RawFrame.data(1, "hello"));
        }
    }

    @Test
    void theWindowOf65536BytesIsUsedAsFarAsWholeMessagesFit() {
        try (ClientToRawPeer client = sending(MuxOptions.defaults(), 30_000, 30_000, 30_000)) {
            assertThat(sizes(client.settle())).containsExactly(30_000, 30_000);
            client.peer().say(RawFrame.grant(1, 24_463));
            assertThat(sizes(client.settle())).isEmpty();
            client.peer().say(RawFrame.grant(1, 1));

            assertThat(sizes(client.settle())).containsExactly(30_000);
        }
    }

    @Test
    void aMessageOfHalfAWindowIsSent() {
        try (ClientToRawPeer client = sending(MuxOptions.defaults(), 32_768)) {
            assertThat(sizes(client.settle())).containsExactly(32_768);
        }
    }

    @Test
    void aMessageOverHalfAWindowFailsWithTheNameOfTheOptionThatSplitsIt() {
        try (ClientToRawPeer client = ClientToRawPeer.connectPlain(directory, MuxClient.create())) {
            client.mux().exchange("", Flux.just(ByteBuffer.allocate(32_769))).subscribe(reader);
            assertThat(sizes(client.settle())).isEmpty();

            assertThat(reader.expectTerminalError())
                    .isInstanceOfSatisfying(MessageTooLargeException.class, tooLarge -> {
                        assertThat(tooLarge.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
                        assertThat(tooLarge).hasMessageContaining("splitForPlainPeers");
                    });
        }
    }

    @Test
    void withTheOptionALargeMessageGoesInMessagesThatFitWhatIsLeft() {
        try (ClientToRawPeer client = sending(SPLITTING, 100_000)) {
            assertThat(sizes(client.settle()).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(65_536);
            client.peer().say(RawFrame.grant(1, 10));
            assertThat(sizes(client.settle())).containsExactly(10);
            client.peer().say(RawFrame.grant(1, 65_526));

            assertThat(sizes(client.settle()).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(100_000 - 65_546);
        }
    }

    @Test
    void withTheOptionASmallMessageStillGoesWhole() {
        try (ClientToRawPeer client = sending(SPLITTING, 32_768, 30_000, 10_000)) {
            assertThat(sizes(client.settle())).containsExactly(32_768, 30_000);
            client.peer().say(RawFrame.grant(1, 7_000));
            assertThat(sizes(client.settle())).isEmpty();
            client.peer().say(RawFrame.grant(1, 1_000));

            assertThat(sizes(client.settle())).containsExactly(10_000);
        }
    }

    @Test
    void aGrantOfNothingIsIgnored() {
        try (ClientToRawPeer client = sending(MuxOptions.defaults(), 1)) {
            client.peer().say(RawFrame.grant(1, 0));

            assertThat(sizes(client.settle())).containsExactly(1);
        }
    }

    /** L-8: without message credit only the writer itself bounds its queue. */
    @Test
    void aStreamOfEmptyMessagesIsTakenInSmallBatches() {
        AtomicLong mostQueued = new AtomicLong();
        TestSubscriber<ByteBuffer> patient = TestSubscriber.create();
        try (ClientToRawPeer client = ClientToRawPeer.connectPlain(directory, MuxClient.create())) {
            Flux<ByteBuffer> many = Flux.range(0, 50_000).map(i -> {
                long written = client.mux().snapshot().framesSent();
                mostQueued.accumulateAndGet(i - written, Math::max);
                return ByteBuffer.allocate(0);
            });
            client.mux().exchange("", many.concatWith(Flux.never())).subscribe(patient);
            for (int i = 0; i < 50_000; i++) {
                client.peer().await(RawFrame.DATA, 1);
            }

            assertThat(mostQueued.get()).isLessThanOrEqualTo(1_024);
        }
    }
}
