package org.reactivemux.reactor.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.raw.RawFrame.ack;
import static org.reactivemux.reactor.raw.RawFrame.close;
import static org.reactivemux.reactor.raw.RawFrame.data;
import static org.reactivemux.reactor.raw.RawFrame.error;
import static org.reactivemux.reactor.raw.RawFrame.grant;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ConnectionException;
import reactor.core.publisher.Flux;
import reactor.test.subscriber.TestSubscriber;

/** What an acceptor must not answer to the OPEN of channel 1: C-2, C-3, C-4, C-5, C-7, H-2, H-3. */
class AnswerViolationTest {
    @TempDir
    Path directory;

    private final TestSubscriber<ByteBuffer> reader = TestSubscriber.create();

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                Arguments.of("C-1", "an OPEN of our parity", List.of(RawFrame.open(3, "x"))),
                Arguments.of("C-3", "an ACK for what was not opened", List.of(ack(3))),
                Arguments.of("C-3", "DATA for what it did not open itself", List.of(data(2, "x"))),
                Arguments.of("C-4", "a second ACK", List.of(ack(1), ack(1))),
                Arguments.of("C-5", "a refusal after the ACK", List.of(ack(1), error(1, RawFrame.REFUSED, ""))),
                Arguments.of("C-7", "DATA before the ACK", List.of(data(1, "x"))),
                Arguments.of("C-7", "a grant before the ACK", List.of(grant(1, 1))),
                Arguments.of("C-7", "STOP before the ACK", List.of(close(1, RawFrame.STOP))),
                Arguments.of("C-7", "an ERROR that is no refusal", List.of(error(1, RawFrame.INTERNAL, ""))),
                Arguments.of("H-2", "an ACK cut short", List.of(acked(ByteBuffer.allocate(2)))),
                Arguments.of(
                        "H-3",
                        "a codec that was not named",
                        List.of(acked(Tlvs.none().u8(4, 1).encode()))));
    }

    private static RawFrame acked(ByteBuffer head) {
        return new RawFrame(1, RawFrame.ACK, 0, head);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badAnswers")
    void theAnswerNamesTheRuleAndTheConnectionEnds(String rule, String what, List<RawFrame> answers) {
        try (ClientToRawPeer client = ClientToRawPeer.connect(directory)) {
            client.mux().exchange("x", Flux.never()).subscribe(reader);
            client.peer().await(RawFrame.OPEN, 1);
            client.peer().say(answers.toArray(RawFrame[]::new));

            List<RawFrame> said = client.peer().untilEnd();
            RawFrame last = said.get(said.size() - 1);
            assertThat(last).as(what).matches(frame -> frame.is(RawFrame.ERROR, 0));
            assertThat(last.integer(0)).isEqualTo(RawFrame.PROTOCOL_ERROR);
            assertThat(last.text()).startsWith("rule " + rule + ": ");
            assertThat(reader.expectTerminalError()).isInstanceOf(ConnectionException.class);
        }
    }
}
