package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/** Ends that are not in good order, and what still arrives in spite of them (docs/protocol.md, C-26, C-27, C-30). */
class ErrorOnChannelTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder().prefetch(8).build(),
            new Tlvs().u32(6, 100).u32(7, 1));
    private final ChannelProbe probe = peer.offer(1).request(8);

    static Stream<Named<Consumer<ScriptedPeer>>> waysToEndTheRest() {
        return Stream.of(
                Named.of("ERROR", peer -> peer.send(Frame.error(1, ErrorCode.INTERNAL))),
                Named.of("CLOSE", peer -> peer.send(Frame.close(1, 0))),
                Named.of("ERROR on channel 0", peer -> peer.send(Frame.error(0, ErrorCode.TIMEOUT))),
                Named.of("end of stream", ScriptedPeer::hangUp));
    }

    /** C-27: ERROR overtakes the data its sender has queued, which is dropped. */
    @Test
    void anErrorOvertakesQueuedData() {
        probe.send("1").send("2").send("3");
        assertThat(peer.read()).containsExactly("DATA 1 \"1\"");
        probe.abort(new ErrorCode(0x1001));
        assertThat(peer.read()).containsExactly("ERROR 1 0x1001");
        assertThat(probe.dropped()).containsExactly("\"2\"", "\"3\"");
        assertThat(peer.keeps(1)).isFalse();
        peer.send(Frame.grant(1, 100, 10));
        assertThat(peer.read()).isEmpty();
    }

    /** C-32: a message that was begun and cannot be finished ends its channel with ERROR. */
    @Test
    void anErrorMayComeInsideAMessage() {
        probe.send(ByteBuffer.allocate(150));
        probe.abort(ErrorCode.CANCELLED);
        assertThat(peer.read()).containsExactly("DATA 1 MORE [100]", "ERROR 1 CANCELLED");
    }

    /** C-27: in a direction that was open the receiver drops what it has buffered. */
    @Test
    void anErrorDropsWhatIsBufferedAndFailsTheReader() {
        probe.pause();
        peer.send(Frame.data(1, "buffered"), Frame.data(1, Frame.MORE, "begun"));
        peer.send(new Frame(
                1,
                Frame.ERROR,
                0,
                ByteBuffer.allocate(7).putInt(0x1001).put(Frame.utf8("why")).array()));
        assertThat(probe.reader()).isEqualTo("failed 0x1001");
        assertThat(probe.writer()).isEqualTo("failed 0x1001");
        assertThat(probe.channel().inbound().failure()).hasMessage("why");
        probe.resume();
        assertThat(probe.received()).isEmpty();
        assertThat(probe.dropped()).containsExactly("\"buffered\"");
        assertThat(peer.keeps(1)).isFalse();
        assertThat(peer.read()).isEmpty();
    }

    /** E-2: a code that is not known, or never sent, is reported as it came. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 10, 12, 13, 0xFFF, 0x1000, -1})
    void anyCodeIsReportedAsItCame(int code) {
        peer.send(Frame.error(1, new ErrorCode(code)));
        assertThat(probe.channel().inbound().failure())
                .isInstanceOfSatisfying(
                        MuxException.class,
                        failure -> assertThat(failure.code().value()).isEqualTo(code));
        assertThat(peer.hasEnded()).isFalse();
    }

    /** E-3: 10 to 12, and unknown codes below 0x1000, are never sent; C-5: nor is a refusal after the ACK. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 9, 10, 11, 12, 13, 0xFFF})
    void aCodeThatMustNotBeSentTravelsAsInternal(int code) {
        probe.abort(new ErrorCode(code));
        assertThat(peer.read()).containsExactly("ERROR 1 INTERNAL");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6, 7, 8, 0x1000, -1})
    void aCodeThatMayBeSentTravelsAsItIs(int code) {
        probe.abort(new ErrorCode(code));
        assertThat(peer.read()).containsExactly("ERROR 1 " + new ErrorCode(code));
    }

    /** C-30: a direction that had its END still delivers its messages and completes. */
    @ParameterizedTest
    @MethodSource("waysToEndTheRest")
    void aDirectionThatHadItsEndStillDelivers(Consumer<ScriptedPeer> end) {
        probe.pause();
        peer.send(Frame.data(1, "one"), Frame.data(1, Frame.MORE, "t"), Frame.data(1, Frame.END, "wo"));
        end.accept(peer);
        assertThat(probe.reader()).isEqualTo("ending");
        probe.resume();
        assertThat(probe.received()).containsExactly("\"one\"", "\"two\"");
        assertThat(probe.reader()).isEqualTo("completed");
        assertThat(probe.writer()).isNotEqualTo("open");
    }

    /** C-30: nor does the error reach a writer whose end is on the wire. */
    @ParameterizedTest
    @MethodSource("waysToEndTheRest")
    void aWriterWhoseEndWasWrittenIsNotFailedAfterwards(Consumer<ScriptedPeer> end) {
        probe.send("all").complete();
        end.accept(peer);
        assertThat(probe.writer()).isEqualTo("ended");
        assertThat(probe.channel().outbound().isWritten()).isTrue();
    }

    /** C-21: as long as the last byte was not handed to the operating system, its loss is the writer's. */
    @Test
    void aWriterWhoseEndWasNotFlushedFailsWithTheConnection() {
        peer.holdFlushes();
        probe.send("all").complete();
        assertThat(probe.channel().outbound().isWritten()).isFalse();
        peer.hangUp();
        assertThat(probe.writer()).isEqualTo("failed CONNECTION_LOST");
    }

    /** C-30: an error of the channel does not undo an end that is on its way; the flush still follows. */
    @Test
    void aWriterWhoseEndWaitsForItsFlushIsNotFailedByTheChannelsError() {
        peer.holdFlushes();
        probe.send("all").complete();
        peer.send(Frame.error(1, ErrorCode.INTERNAL));
        peer.flush();
        assertThat(probe.writer()).isEqualTo("ended");
        assertThat(probe.channel().outbound().isWritten()).isTrue();
    }

    /** C-26: whole messages are delivered, then the stream completes; what is queued here is dropped. */
    @Test
    void aCloseDeliversWholeMessagesAndDropsWhatIsQueued() {
        probe.pause().send("1").send("2");
        peer.send(Frame.data(1, "whole"), Frame.close(1, 0));
        probe.resume();
        assertThat(probe.received()).containsExactly("\"whole\"");
        assertThat(probe.reader()).isEqualTo("completed");
        assertThat(probe.writer()).isEqualTo("stopped");
        assertThat(probe.dropped()).containsExactly("\"2\"");
        assertThat(peer.keeps(1)).isFalse();
    }

    /** C-26: inside a message a CLOSE fails the reader, behind the whole messages that arrived. */
    @Test
    void aCloseInsideAMessageFailsTheReaderBehindTheWholeMessages() {
        probe.pause();
        peer.send(Frame.data(1, "whole"), Frame.data(1, Frame.MORE, "begun"), Frame.close(1, 0));
        probe.resume();
        assertThat(probe.received()).containsExactly("\"whole\"");
        assertThat(probe.reader()).isEqualTo("failed CANCELLED");
    }

    /** C-24: a reader that has stopped is not told of errors. */
    @Test
    void aReaderThatHasStoppedHearsNothingMore() {
        probe.stop();
        peer.send(Frame.error(1, ErrorCode.INTERNAL));
        assertThat(probe.reader()).isEqualTo("stopped");
        assertThat(probe.writer()).isEqualTo("failed INTERNAL");
    }

    @Test
    void anErrorAfterBothDirectionsHaveEndedSaysNothing() {
        probe.finish();
        peer.read();
        probe.abort(ErrorCode.INTERNAL);
        assertThat(peer.read()).isEmpty();
    }

    /** C-28: one that has to go out goes out before the data of other channels. */
    @Test
    void anErrorNeedNotWaitForTheDataOfOtherChannels() {
        ChannelProbe other = peer.offer(3);
        peer.writable(false);
        other.send("data");
        probe.abort(ErrorCode.INTERNAL);
        peer.writable(true);
        assertThat(peer.read()).containsExactly("ERROR 1 INTERNAL", "DATA 3 \"data\"");
    }
}
