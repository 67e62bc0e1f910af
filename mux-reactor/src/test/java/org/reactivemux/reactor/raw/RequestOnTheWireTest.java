package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.ChannelException;
import org.reactivemux.reactor.Messages;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;

/** What a request says to its peer, and what becomes of an answer that is not the only one. */
class RequestOnTheWireTest {
    @TempDir
    Path directory;

    private final List<String> discarded = new CopyOnWriteArrayList<>();
    private final TestSubscriber<String> reader = TestSubscriber.create();
    private ClientToRawPeer client;

    @BeforeEach
    void askAndHearTheQuestion() {
        client = ClientToRawPeer.connect(directory);
        Mono<String> request = client.mux()
                .request("question", RawFrame.utf8("?"))
                .doOnDiscard(ByteBuffer.class, message -> discarded.add(Messages.text(message)))
                .map(Messages::text);
        request.subscribe(reader);
        client.peer().expect(RawFrame.OPEN, 1);
        assertThat(client.peer().expect(RawFrame.DATA, 1))
                .isEqualTo(RawFrame.data(1, RawFrame.END, RawFrame.utf8("?")));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private List<RawFrame> say(RawFrame... frames) {
        client.peer().say(frames);
        return client.settle();
    }

    /** W-11: the prefetch covers it. */
    @Test
    void noCreditTravelsForTheOneAnswer() {
        List<RawFrame> reaction = say(RawFrame.ack(1), RawFrame.data(1, RawFrame.END, RawFrame.utf8("!")));
        assertThat(reaction).isEmpty();
        assertThat(reader.getReceivedOnNext()).containsExactly("!");
        assertThat(reader.isTerminatedComplete()).isTrue();
    }

    @Test
    void theAnswerIsKeptUntilItIsKnownToBeTheOnlyOne() {
        assertThat(say(RawFrame.ack(1), RawFrame.data(1, "!"))).containsExactly(RawFrame.grant(1, 1, 1));
        assertThat(reader.getReceivedOnNext()).isEmpty();
        say(RawFrame.close(1, RawFrame.FIN));
        assertThat(reader.getReceivedOnNext()).containsExactly("!");
    }

    @Test
    void aSecondAnswerIsAnErrorAndThePeerIsToldToStop() {
        say(RawFrame.ack(1), RawFrame.data(1, "one"));
        assertThat(say(RawFrame.data(1, "two"))).containsExactly(RawFrame.close(1, RawFrame.STOP));
        assertThat(reader.expectTerminalError()).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(discarded).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aFailureBehindTheAnswerDiscardsIt() {
        say(RawFrame.ack(1), RawFrame.data(1, "!"), RawFrame.error(1, RawFrame.INTERNAL, "it was wrong"));
        assertThat(reader.expectTerminalError())
                .isInstanceOf(ChannelException.class)
                .hasMessage("it was wrong");
        assertThat(discarded).containsExactly("!");
    }

    @Test
    void cancellingDiscardsTheAnswerThatWaitsForItsEnd() {
        say(RawFrame.ack(1), RawFrame.data(1, "!"));
        reader.cancel();
        assertThat(client.settle()).containsExactly(RawFrame.close(1, RawFrame.STOP));
        assertThat(discarded).containsExactly("!");
    }
}
