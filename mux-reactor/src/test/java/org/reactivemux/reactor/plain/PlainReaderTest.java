package org.reactivemux.reactor.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivemux.Dialect;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.MuxServer;
import org.reactivemux.reactor.raw.RawFrame;
import org.reactivemux.reactor.raw.RawPeer;
import org.reactivemux.reactor.raw.ServerToRawPeer;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;

/** What our reader takes from a plain writer, and what it gives back: P-1, P-3, P-6 to P-8, P-11, P-12, P-16. */
class PlainReaderTest {
    private static final int WINDOW = 65_536;

    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader =
            TestSubscriber.builder().initialRequest(0).build();

    /** A server that reads what the test's subscriber requests, on channel 1. */
    private ServerToRawPeer reading(MuxOptions options) {
        MuxServer server = MuxServer.create().options(options).handle(channel -> {
            channel.receive().subscribe(reader);
            return Mono.never();
        });
        ServerToRawPeer served = ServerToRawPeer.connectPlain(directory, server);
        served.peer().say(RawFrame.empty(1, RawFrame.OPEN, 0));
        served.peer().expect(RawFrame.ACK, 1);
        return served;
    }

    private ServerToRawPeer reading() {
        return reading(MuxOptions.defaults());
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size);
    }

    private static void assertViolated(RawPeer peer, String rule) {
        List<RawFrame> said = peer.untilEnd();
        RawFrame last = said.get(said.size() - 1);
        assertThat(last).matches(frame -> frame.is(RawFrame.ERROR, 0));
        assertThat(last.text()).startsWith("rule " + rule + ": ");
    }

    @Test
    void anOpenAsFirstFrameShowsThatTheInitiatorIsPlainAndIsProcessed() {
        MuxServer server = MuxServer.create().handle(channel -> channel.send(channel.receive()));
        try (ServerToRawPeer served = ServerToRawPeer.silent(directory, server)) {
            served.peer().say(RawFrame.empty(1, RawFrame.OPEN, 0), RawFrame.data(1, "early"));
            served.peer().await(RawFrame.ACK, 1);

            assertThat(served.peer().await(RawFrame.DATA, 1)).isEqualTo(RawFrame.data(1, "early"));
            assertThat(served.mux().peer().dialect()).isEqualTo(Dialect.PLAIN);
        }
    }

    @Test
    void demandIsNotToldToThePeer() {
        try (ServerToRawPeer served = reading()) {
            reader.request(5);

            assertThat(served.settle()).isEmpty();
        }
    }

    @Test
    void aWholeWindowMayComeInOneFrameWhateverOurOptionsSay() {
        MuxOptions small = MuxOptions.builder()
                .initialWindow(1_024)
                .largestFrame(1_024)
                .largestMessage(1_024)
                .build();
        try (ServerToRawPeer served = reading(small)) {
            reader.request(1);
            served.peer().say(RawFrame.data(1, 0, bytes(WINDOW)));

            assertThat(served.peer().expect(RawFrame.FLOW_CONTROL, 1)).isEqualTo(RawFrame.grant(1, WINDOW));
            assertThat(reader.getReceivedOnNext()).containsExactly(bytes(WINDOW));
        }
    }

    @Test
    void aByteBeyondTheWindowIsAViolation() {
        try (ServerToRawPeer served = reading()) {
            served.peer().say(RawFrame.data(1, 0, bytes(WINDOW)), RawFrame.data(1, 0, bytes(1)));

            assertViolated(served.peer(), "W-4");
        }
    }

    @Test
    void aSingleConsumedByteComesBackSoonAlthoughItIsFarFromAnyThreshold() {
        try (ServerToRawPeer served = reading()) {
            reader.request(1);
            long start = System.nanoTime();
            served.peer().say(RawFrame.data(1, "x"));

            assertThat(served.peer().expect(RawFrame.FLOW_CONTROL, 1)).isEqualTo(RawFrame.grant(1, 1));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void unreadBytesDoNotComeBack() {
        try (ServerToRawPeer served = reading()) {
            served.peer().say(RawFrame.data(1, 0, bytes(60_000)));

            assertThat(served.settle()).isEmpty();
        }
    }

    @Test
    void whatComesAfterACancelIsDiscardedAndGivenBack() {
        try (ServerToRawPeer served = reading()) {
            served.peer().say(RawFrame.data(1, 0, bytes(20_000)));
            served.settle();
            reader.cancel();
            served.peer().say(RawFrame.data(1, 0, bytes(40_000)));
            int back = 0;
            while (back < 60_000) {
                back += served.peer().expect(RawFrame.FLOW_CONTROL, 1).integer(0);
            }

            assertThat(back).isEqualTo(60_000);
            assertThat(reader.getReceivedOnNext()).isEmpty();
        }
    }

    @Test
    void flagsAndPayloadsThatMeanNothingAreIgnored() {
        try (ServerToRawPeer served = reading()) {
            reader.request(3);
            served.peer()
                    .say(
                            RawFrame.data(1, RawFrame.MORE, RawFrame.utf8("a")),
                            RawFrame.data(1, RawFrame.END | RawFrame.MORE, RawFrame.utf8("")),
                            RawFrame.data(1, 0xFF, RawFrame.utf8("c")),
                            new RawFrame(0, RawFrame.PING, 0x7F, RawFrame.utf8("odd")),
                            RawFrame.ack(1));
            served.settle();

            assertThat(reader.getReceivedOnNext())
                    .containsExactly(RawFrame.utf8("a"), RawFrame.utf8(""), RawFrame.utf8("c"));
        }
    }

    @Test
    void aThousandAndTwentyFourEmptyMessagesMayWait() {
        try (ServerToRawPeer served = reading()) {
            for (int i = 0; i < 1_024; i++) {
                served.peer().say(RawFrame.data(1, ""));
            }
            served.settle();
            reader.request(Long.MAX_VALUE);
            served.settle();

            assertThat(reader.getReceivedOnNext()).hasSize(1_024);
        }
    }

    @Test
    void oneEmptyMessageMoreIsAViolation() {
        try (ServerToRawPeer served = reading()) {
            for (int i = 0; i < 1_025; i++) {
                served.peer().say(RawFrame.data(1, ""));
            }

            assertViolated(served.peer(), "P-1");
        }
    }

    @Test
    void aGrantWithMessagesIsAViolation() {
        try (ServerToRawPeer served = reading()) {
            served.peer().say(RawFrame.grant(1, 1, 1));

            assertViolated(served.peer(), "W-1");
        }
    }

    @Test
    void framesForChannelsThatWereNeverOpenedAreViolations() {
        try (ServerToRawPeer served = reading()) {
            served.peer().say(RawFrame.data(5, "?"));

            assertViolated(served.peer(), "C-3");
        }
    }
}
