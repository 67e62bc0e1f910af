package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelException;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ChannelStoppedException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxClient;
import org.reactivemux.reactor.raw.ClientToRawPeer;
import org.reactivemux.reactor.raw.RawFrame;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;

/** How a channel to a plain acceptor ends: P-5, P-14 to P-20. */
class PlainEndingTest {
    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();
    private final TestPublisher<ByteBuffer> writer = TestPublisher.create();

    private ClientToRawPeer connect(MuxOptions options) {
        return ClientToRawPeer.connectPlain(directory, MuxClient.create().options(options));
    }

    private ClientToRawPeer exchanging(MuxOptions options) {
        ClientToRawPeer client = connect(options);
        client.mux().exchange("", writer).subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        client.peer().say(RawFrame.ack(1));
        client.settle();
        return client;
    }

    private ClientToRawPeer exchanging() {
        return exchanging(MuxOptions.defaults());
    }

    @Test
    void theCompletionOfTheWriterStaysLocal() {
        try (ClientToRawPeer client = exchanging()) {
            writer.next(RawFrame.utf8("last")).complete();
            assertThat(client.settle()).containsExactly(RawFrame.data(1, "last"));
            client.peer().say(RawFrame.data(1, "the answer"));
            client.settle();

            assertThat(reader.getReceivedOnNext()).containsExactly(RawFrame.utf8("the answer"));
            assertThat(reader.isTerminated()).isFalse();
        }
    }

    @Test
    void oneCloseGoesOutWhenTheReaderCancelsAfterTheWriterCompleted() {
        try (ClientToRawPeer client = exchanging()) {
            writer.complete();
            client.settle();
            reader.cancel();

            assertThat(client.settle()).containsExactly(RawFrame.close(1, 0));
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void byOptionTheCloseGoesOutBehindTheDataAtCompletion() {
        MuxOptions closing = MuxOptions.builder().closePlainAtCompletion(true).build();
        try (ClientToRawPeer client = exchanging(closing)) {
            writer.next(RawFrame.utf8("last")).complete();

            assertThat(client.settle()).containsExactly(RawFrame.data(1, "last"), RawFrame.close(1, 0));
            assertThat(reader.isTerminatedComplete()).isTrue();
        }
    }

    @Test
    void theCloseWaitsForDataThatWaitsForTheWindow() {
        MuxOptions closing = MuxOptions.builder().closePlainAtCompletion(true).build();
        Flux<ByteBuffer> large = Flux.range(0, 3).map(i -> ByteBuffer.allocate(30_000));
        try (ClientToRawPeer client = connect(closing)) {
            client.mux().exchange("", large).subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.ack(1));
            assertThat(client.settle()).hasSize(2).allMatch(frame -> frame.size() == 30_000);
            client.peer().say(RawFrame.grant(1, 60_000));

            assertThat(client.settle())
                    .containsExactly(RawFrame.data(1, 0, ByteBuffer.allocate(30_000)), RawFrame.close(1, 0));
        }
    }

    @Test
    void aLateAckOfTheCloseIsIgnored() {
        try (ClientToRawPeer client = exchanging()) {
            writer.complete();
            reader.cancel();
            client.settle();
            client.peer().say(RawFrame.ack(1));

            assertThat(client.settle()).isEmpty();
        }
    }

    @Test
    void theCancelOfAReceiveAloneSaysNothing() {
        try (ClientToRawPeer client = connect(MuxOptions.defaults())) {
            client.mux()
                    .open(ChannelSpec.unnamed())
                    .flatMapMany(channel -> Flux.merge(
                            channel.send(writer).cast(ByteBuffer.class),
                            channel.receive().take(1)))
                    .subscribe(reader);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.ack(1), RawFrame.data(1, ""));
            assertThat(client.settle()).isEmpty();
            writer.next(RawFrame.utf8("goes on"));

            assertThat(client.settle()).containsExactly(RawFrame.data(1, "goes on"));
        }
    }

    @Test
    void theFailureOfTheWriterIsAnErrorAndAClose() {
        try (ClientToRawPeer client = exchanging()) {
            writer.error(new ChannelException(ErrorCode.application(0x1234), "out of paper"));

            assertThat(client.settle())
                    .containsExactly(RawFrame.error(1, 0x1234, "out of paper"), RawFrame.close(1, 0));
            assertThat(client.mux().snapshot().channels()).isEmpty();
        }
    }

    @Test
    void theCloseOfThePeerIsAcknowledgedAndCompletesTheReader() {
        try (ClientToRawPeer client = exchanging()) {
            client.peer().say(RawFrame.data(1, "last"), RawFrame.close(1, 0));

            assertThat(client.settle()).contains(RawFrame.ack(1)).noneMatch(frame -> frame.type() == RawFrame.CLOSE);
            assertThat(reader.getReceivedOnNext()).containsExactly(RawFrame.utf8("last"));
            assertThat(reader.isTerminatedComplete()).isTrue();
            writer.assertCancelled();
        }
    }

    @Test
    void theCloseOfThePeerDropsWhatIsQueuedAndFailsABareSend() {
        TestSubscriber<Void> sending = TestSubscriber.create();
        try (ClientToRawPeer client = connect(MuxOptions.defaults())) {
            Flux<ByteBuffer> large = Flux.range(0, 4).map(i -> ByteBuffer.allocate(30_000));
            client.mux()
                    .open(ChannelSpec.unnamed())
                    .flatMap(channel -> channel.send(large))
                    .subscribe(sending);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.ack(1));
            client.settle();
            client.peer().say(RawFrame.close(1, 0), RawFrame.grant(1, 60_000));

            assertThat(client.settle()).containsExactly(RawFrame.ack(1));
            assertThat(sending.expectTerminalError()).isInstanceOf(ChannelStoppedException.class);
        }
    }

    @Test
    void anErrorOfThePeerIsInternalAndHasNoText() {
        try (ClientToRawPeer client = exchanging()) {
            client.peer().say(new RawFrame(1, RawFrame.ERROR, 0, RawFrame.utf8("some words of its own")));
            client.settle();

            assertThat(reader.expectTerminalError()).isInstanceOfSatisfying(MuxException.class, failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
                assertThat(failure.getMessage()).doesNotContain("words");
            });
        }
    }

    @Test
    void anErrorInPlaceOfTheAckIsARefusal() {
        TestSubscriber<Object> opening = TestSubscriber.create();
        try (ClientToRawPeer client = connect(MuxOptions.defaults())) {
            client.mux().open(ChannelSpec.unnamed()).subscribe(opening);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.empty(1, RawFrame.ERROR, 0));
            client.settle();

            assertThat(opening.expectTerminalError())
                    .isInstanceOfSatisfying(
                            ChannelRefusedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.REFUSED));
        }
    }

    @Test
    void anErrorOnTheConnectionEndsItAsInternal() {
        try (ClientToRawPeer client = exchanging()) {
            client.peer().say(new RawFrame(0, RawFrame.ERROR, 0, RawFrame.integers(0x1234)));
            client.peer().untilEnd();

            assertThat(reader.expectTerminalError())
                    .isInstanceOfSatisfying(
                            MuxException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL));
        }
    }

    @Test
    void aCloseOnTheConnectionIsIgnored() {
        try (ClientToRawPeer client = exchanging()) {
            client.peer().say(RawFrame.close(0, 0), new RawFrame(0, RawFrame.CLOSE, 0, RawFrame.integers(1, 2)));
            client.settle();
            writer.next(RawFrame.utf8("goes on"));

            assertThat(client.settle()).containsExactly(RawFrame.data(1, "goes on"));
        }
    }

    @Test
    void ourShutdownSaysNoGoAwayAndWaitsForTheChannels() {
        try (ClientToRawPeer client = exchanging()) {
            TestSubscriber<Void> over = TestSubscriber.create();
            client.mux().shutdown(Duration.ofMinutes(1)).subscribe(over);
            assertThat(client.settle()).isEmpty();
            assertThat(over.isTerminated()).isFalse();
            client.peer().say(RawFrame.close(1, 0));

            assertThat(client.peer().untilEnd()).containsExactly(RawFrame.ack(1));
        }
    }

    @Test
    void aWriterThatCompletedIsDoneAlthoughThePeerWasToldNothing() {
        TestSubscriber<Void> sending = TestSubscriber.create();
        try (ClientToRawPeer client = connect(MuxOptions.defaults())) {
            client.mux()
                    .open(ChannelSpec.unnamed())
                    .flatMap(channel -> channel.send(Mono.just(RawFrame.utf8("all"))))
                    .subscribe(sending);
            client.peer().expect(RawFrame.OPEN, 1);
            client.peer().say(RawFrame.ack(1));

            assertThat(List.copyOf(client.settle())).containsExactly(RawFrame.data(1, "all"));
            assertThat(sending.isTerminatedComplete()).isTrue();
        }
    }
}
