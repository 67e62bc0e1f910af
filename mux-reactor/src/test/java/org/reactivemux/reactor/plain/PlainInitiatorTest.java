package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.MuxHandler;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.raw.RawFrame;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Our server and a plain initiator that was written for these tests. */
class PlainInitiatorTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final MuxHandler ECHO = channel -> channel.send(channel.receive());

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Sends the messages on a channel of their own while another thread takes as many; what came back. */
    private CompletableFuture<List<ByteBuffer>> echoed(PlainPeer peer, List<ByteBuffer> messages) {
        PlainChannel channel = peer.open();
        threads.execute(() -> messages.forEach(channel::send));
        return CompletableFuture.supplyAsync(
                () -> {
                    List<ByteBuffer> back = new ArrayList<>();
                    while (back.size() < messages.size()) {
                        back.add(channel.receive().orElseThrow());
                    }
                    channel.close();
                    return back;
                },
                threads);
    }

    private void assertEchoed(List<ByteBuffer> messages) {
        try (ServerToPlainPeer plain = ServerToPlainPeer.serve(directory, ECHO)) {
            assertThat(echoed(plain.peer(), messages)).succeedsWithin(SOON).isEqualTo(messages);
        }
    }

    @Test
    void aMegabyteGoesInEachDirectionOfOneChannel() {
        assertEchoed(RandomMessages.total(1 << 20, PlainChannel.LARGEST_MESSAGE, 1));
    }

    @Test
    void messagesOfAllSizesGoInEachDirectionOfOneChannel() {
        assertEchoed(RandomMessages.upTo(PlainChannel.LARGEST_MESSAGE, 100, 2));
    }

    @Test
    void manySmallMessagesGoThroughMoreThanOneWindow() {
        assertEchoed(RandomMessages.upTo(100, 10_000, 3));
    }

    @Test
    void aHundredChannelsAreEchoedAtOnce() {
        try (ServerToPlainPeer plain = ServerToPlainPeer.serve(directory, ECHO)) {
            Map<List<ByteBuffer>, CompletableFuture<List<ByteBuffer>>> echoes = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                List<ByteBuffer> messages = RandomMessages.upTo(PlainChannel.LARGEST_MESSAGE, 10, i);
                echoes.put(messages, echoed(plain.peer(), messages));
            }

            assertThat(echoes)
                    .allSatisfy((messages, echo) ->
                            assertThat(echo).succeedsWithin(SOON).isEqualTo(messages));
        }
    }

    @Test
    void theCloseOfTheInitiatorCompletesTheHandlersReceive() {
        CompletableFuture<Long> received = new CompletableFuture<>();
        MuxHandler counting = channel ->
                channel.receive().count().doOnNext(received::complete).then();
        try (ServerToPlainPeer plain = ServerToPlainPeer.serve(directory, counting)) {
            PlainChannel channel = plain.peer().open();
            channel.send(ByteBuffer.allocate(10));
            channel.send(ByteBuffer.allocate(0));
            channel.close();

            assertThat(received).succeedsWithin(SOON).isEqualTo(2L);
        }
    }

    @Test
    void theEndOfTheHandlerClosesTheChannelBehindItsData() {
        MuxHandler counting = channel -> channel.send(Flux.range(1, 3).map(ByteBuffer::allocate));
        try (ServerToPlainPeer plain = ServerToPlainPeer.serve(directory, counting)) {
            PlainChannel channel = plain.peer().open();

            assertThat(channel.receive()).contains(ByteBuffer.allocate(1));
            assertThat(channel.receive()).contains(ByteBuffer.allocate(2));
            assertThat(channel.receive()).contains(ByteBuffer.allocate(3));
            assertThat(channel.receive()).isEmpty();
        }
    }

    @Test
    void aHandlerThatNeverReadsIsSentOneWindowAndNoMore() {
        try (ServerToPlainPeer plain = ServerToPlainPeer.serve(directory, channel -> Mono.never())) {
            PlainChannel channel = plain.peer().open();
            channel.send(ByteBuffer.allocate(PlainChannel.LARGEST_MESSAGE));
            channel.send(ByteBuffer.allocate(PlainChannel.LARGEST_MESSAGE));
            CompletableFuture<Boolean> third =
                    CompletableFuture.supplyAsync(() -> channel.send(ByteBuffer.allocate(1)), threads);
            assertThat(plain.peer().open().send(ByteBuffer.allocate(1))).isTrue();

            assertThat(third).isNotDone();
            assertThat(plain.peer().heard()).noneMatch(frame -> frame.is(RawFrame.FLOW_CONTROL, 1));
        }
    }

    /** P-11: a peer that sends only what fits whole waits for bytes that are far from any threshold. */
    @Test
    void aPeerThatNeedsEveryByteBackGetsItBack() {
        try (ServerToPlainPeer plain =
                ServerToPlainPeer.serve(directory, channel -> channel.receive().then())) {
            PlainChannel channel = plain.peer().open();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            channel.send(ByteBuffer.allocate(1));
                            channel.send(ByteBuffer.allocate(PlainChannel.WINDOW));
                        }
                    },
                    threads);

            assertThat(sent).succeedsWithin(SOON);
        }
    }

    /** P-6, P-7. */
    @Test
    void ourOptionsForWindowsAndFramesAreNotForPlainPeers() {
        MuxOptions small = MuxOptions.builder()
                .initialWindow(1_024)
                .largestFrame(1_024)
                .largestMessage(1_024)
                .build();
        MuxHandler sizes =
                channel -> channel.send(channel.receive().map(message -> RawFrame.integers(message.remaining())));
        try (ServerToPlainPeer plain = ServerToPlainPeer.serve(directory, small, sizes)) {
            PlainChannel channel = plain.peer().open();
            channel.send(ByteBuffer.allocate(PlainChannel.WINDOW));

            assertThat(channel.receive()).contains(RawFrame.integers(PlainChannel.WINDOW));
        }
    }
}
