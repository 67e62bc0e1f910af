package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** Frames for channels that have been freed (docs/protocol.md, C-14, W-6, W-22, L-5). */
class LateArrivalTest {
    private static final int WINDOW = 2_000;
    private final ScriptedPeer peer = ScriptedPeer.extended(
            Role.ACCEPTOR,
            MuxOptions.builder()
                    .initialWindow(WINDOW)
                    .growthBudget(0)
                    .prefetch(8)
                    .build());

    static Stream<Named<Frame>> framesWithoutData() {
        return Stream.of(
                Named.of("ACK", Frame.ack(1)),
                Named.of("empty DATA", Frame.data(1, "")),
                Named.of("FLOW_CONTROL", Frame.grant(1, 1)),
                Named.of("FLOW_CONTROL of the most", Frame.grant(1, Integer.MAX_VALUE, Integer.MAX_VALUE)),
                Named.of("CLOSE", Frame.close(1, 0)),
                Named.of("FIN", Frame.close(1, Frame.FIN)),
                Named.of("STOP", Frame.close(1, Frame.STOP)),
                Named.of("ERROR", Frame.error(1, ErrorCode.INTERNAL)),
                Named.of("a refusal", Frame.error(1, ErrorCode.REFUSED)));
    }

    static Stream<Named<Frame[]>> framesBehindTheLast() {
        Frame fin = Frame.close(1, Frame.FIN);
        Frame close = Frame.close(1, 0);
        Frame error = Frame.error(1, ErrorCode.INTERNAL);
        Frame alive = Frame.ping("alive");
        return Stream.of(
                Named.of("FIN, DATA", new Frame[] {fin, Frame.data(1, "x")}),
                Named.of("FIN, FIN", new Frame[] {fin, fin, alive}),
                Named.of("END, ACK", new Frame[] {Frame.data(1, Frame.END, "x"), Frame.ack(1), alive}),
                Named.of("CLOSE, DATA", new Frame[] {close, Frame.data(1, "x")}),
                Named.of("CLOSE, FIN", new Frame[] {close, fin, alive}),
                Named.of("CLOSE, refusal", new Frame[] {close, Frame.error(1, ErrorCode.REFUSED), alive}),
                Named.of("ERROR, DATA", new Frame[] {error, Frame.data(1, "x")}),
                Named.of("ERROR, ACK", new Frame[] {error, Frame.ack(1), alive}));
    }

    @ParameterizedTest
    @MethodSource("framesWithoutData")
    void aLateFrameIsIgnoredAndCounted(Frame frame) {
        finished();
        peer.send(frame);
        assertThat(peer.read()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
        assertThat(peer.snapshot().lateFrames()).isEqualTo(1);
    }

    /** W-22: what was outstanding when the channel was freed may still be under way. */
    @Test
    void lateDataMayUseUpWhatWasOutstanding() {
        ChannelProbe probe = peer.offer(1);
        peer.send(Frame.data(1, 0, 500));
        probe.finish();
        peer.read();
        peer.send(Frame.data(1, 0, 1_000), Frame.data(1, Frame.MORE, 500));
        assertThat(peer.read()).as("nothing is returned").isEmpty();
        assertThat(peer.hasEnded()).isFalse();
        assertPastAllowance(Frame.data(1, "x"));
    }

    @Test
    void theAllowanceIsOneForAllChannels() {
        finished();
        ChannelProbe other = peer.offer(3);
        other.finish();
        peer.read();
        peer.send(Frame.data(1, 0, WINDOW), Frame.data(1, 0, WINDOW));
        assertThat(peer.hasEnded()).isFalse();
        assertPastAllowance(Frame.data(3, "x"));
    }

    /** W-22: of a refused channel, its whole initial window. */
    @Test
    void aRefusedChannelAddsItsWholeWindow() {
        peer.whenOffered(probe -> probe.channel().refuse(ErrorCode.NO_HANDLER, ""));
        peer.offer(1);
        peer.send(Frame.data(1, 0, WINDOW));
        assertThat(peer.hasEnded()).isFalse();
        assertPastAllowance(Frame.data(1, "x"));
    }

    /** W-22: a direction that its writer has ended has nothing outstanding. */
    @Test
    void aDirectionThatHadItsEndAddsNothing() {
        peer.offer(1).complete();
        peer.send(Frame.data(1, Frame.END, "end"));
        peer.read();
        assertPastAllowance(Frame.data(1, "x"));
    }

    @Test
    void aDirectionThatWasCancelledAfterItsEndAddsNothing() {
        ChannelProbe probe = peer.offer(1).pause();
        peer.send(Frame.data(1, Frame.END, "end"));
        probe.finish();
        peer.read();
        assertPastAllowance(Frame.data(1, "x"));
    }

    /** W-22, and the writer's table: a writer that has sent ERROR has ended its direction. */
    @Test
    void aChannelThatThePeerEndedWithAnErrorAddsNothing() {
        peer.offer(1);
        peer.send(Frame.error(1, ErrorCode.INTERNAL));
        peer.read();
        assertPastAllowance(Frame.data(1, "x"));
    }

    /** W-22, and the reader's table: an end that crosses this side's STOP ends the direction too. */
    @Test
    void anEndThatCrossedTheStopLeavesNothingOutstanding() {
        ChannelProbe probe = peer.offer(1);
        probe.stop();
        peer.send(Frame.close(1, Frame.FIN));
        probe.complete();
        peer.read();
        assertThat(peer.keeps(1)).isFalse();
        assertPastAllowance(Frame.data(1, "x"));
    }

    /** C-29: after sending ERROR the channel is freed at once, with what was outstanding. */
    @Test
    void aChannelThatThisSideFailedAddsWhatWasOutstanding() {
        peer.offer(1).abort(ErrorCode.INTERNAL);
        peer.read();
        peer.send(Frame.data(1, 0, WINDOW));
        assertThat(peer.hasEnded()).isFalse();
        assertPastAllowance(Frame.data(1, "x"));
    }

    @Test
    void whatWasGrantedBeforeTheEndIsOutstandingToo() {
        ChannelProbe probe = peer.offer(1).request(100);
        peer.send(Frame.data(1, 0, 1_500));
        assertThat(peer.read()).contains("FLOW_CONTROL 1 1500 bytes");
        probe.finish();
        peer.send(Frame.data(1, 0, WINDOW));
        assertThat(peer.hasEnded()).isFalse();
        peer.read();
        assertPastAllowance(Frame.data(1, "x"));
    }

    /** The end of a read means nothing: frames are late or not by their order alone. */
    @ParameterizedTest
    @MethodSource("framesBehindTheLast")
    void framesReadTogetherAreJudgedAsIfReadApart(Frame... frames) {
        ScriptedPeer apart = ScriptedPeer.extended(Role.ACCEPTOR);
        ScriptedPeer together = ScriptedPeer.extended(Role.ACCEPTOR);
        for (ScriptedPeer each : List.of(apart, together)) {
            each.offer(1).complete();
            each.read();
        }
        for (Frame frame : frames) {
            apart.send(frame);
        }
        together.send(frames);
        assertThat(texts(together)).isNotEmpty().isEqualTo(texts(apart));
    }

    /** L-5: at least 1,024 and 32 for each channel freed are borne; past the limit the connection is ended. */
    @Test
    void endlessLateFramesEndTheConnection() {
        finished();
        Frame[] many = new Frame[1_024 + 32];
        Arrays.fill(many, Frame.close(1, Frame.STOP));
        peer.send(many);
        assertThat(peer.hasEnded()).isFalse();
        for (int n = 0; n < 100 && !peer.hasEnded(); n++) {
            peer.send(many);
        }
        assertThat(peer.read()).containsExactly("ERROR 0 LIMIT_EXCEEDED");
        assertThat(peer.hasEnded()).isTrue();
    }

    private void finished() {
        peer.offer(1).finish();
        peer.read();
    }

    private void assertPastAllowance(Frame frame) {
        peer.send(frame);
        assertThat(texts(peer)).singleElement().asString().startsWith("ERROR 0 PROTOCOL_ERROR rule W-6");
    }

    private static List<String> texts(ScriptedPeer peer) {
        return peer.readFrames().stream()
                .filter(frame -> frame.channel() == 0)
                .map(frame -> frame.type() == Frame.ERROR
                        ? frame + " " + frame.errorText().substring(0, 8)
                        : "" + frame)
                .toList();
    }
}
