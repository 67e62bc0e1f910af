package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxOptions;

/** What leads to nothing is bounded, and what honest peers do is not (docs/protocol.md, L-3, L-4, L-5, L-10). */
class FloodTest {
    private static final int SECOND = 10;

    /** What may cross the cancel of an endless stream of nothing. */
    private static final int UNDER_WAY = 262_144;

    private static final Frame[] THOUSAND_EMPTY =
            Stream.generate(() -> Frame.data(1, "")).limit(1_000).toArray(Frame[]::new);

    private static MuxOptions options(UnaryOperator<FloodLimits> change) {
        return MuxOptions.builder()
                .maxChannels(4)
                .floodLimits(change.apply(FloodLimits.defaults()))
                .build();
    }

    private static ScriptedPeer extended(UnaryOperator<FloodLimits> change) {
        return ScriptedPeer.extended(Role.ACCEPTOR, options(change));
    }

    private static ScriptedPeer plain(UnaryOperator<FloodLimits> change) {
        return ScriptedPeer.plain(Role.ACCEPTOR, options(change));
    }

    /** Sends that many times what a number stands for, each time as one read, while the connection lives. */
    private static int borne(ScriptedPeer peer, int most, IntFunction<Frame[]> frames) {
        for (int n = 0; n < most; n++) {
            peer.send(frames.apply(n));
            if (peer.hasEnded()) {
                return n;
            }
        }
        return most;
    }

    private static Frame[] frames(Frame... frames) {
        return frames;
    }

    private static void assertEndedByALimit(ScriptedPeer peer) {
        assertThat(peer.read()).last().isEqualTo("ERROR 0 LIMIT_EXCEEDED");
        assertThat(Objects.requireNonNull(peer.cause()).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    /** L-3: the rapid reset. */
    @Test
    void channelsThatAreOpenedAndStoppedAtOnceAreBounded() {
        ScriptedPeer peer = extended(limits -> limits.withResets(SECOND));
        peer.whenOffered(probe -> {
            probe.channel().accept();
            probe.finish();
        });
        int borne =
                borne(peer, 1_000, n -> frames(Frame.open(2 * n + 1), Frame.close(2 * n + 1, Frame.FIN | Frame.STOP)));
        assertThat(borne).isEqualTo(2 * SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void anErrorAtOnceCountsAsAStopDoes() {
        ScriptedPeer peer = extended(limits -> limits.withResets(SECOND));
        int borne = borne(peer, 1_000, n -> frames(Frame.open(2 * n + 1), Frame.error(2 * n + 1, ErrorCode.CANCELLED)));
        assertThat(borne).isEqualTo(2 * SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void aPlainPeersCloseAtOnceCountsToo() {
        ScriptedPeer peer = plain(limits -> limits.withResets(SECOND));
        int borne = borne(peer, 1_000, n -> frames(Frame.open(2 * n + 1), Frame.close(2 * n + 1, 0)));
        assertThat(borne).isEqualTo(2 * SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void channelsThatAreRefusedForALimitAreBounded() {
        ScriptedPeer peer = extended(limits -> limits.withResets(SECOND));
        int borne = borne(peer, 1_000, n -> frames(Frame.open(2 * n + 1)));
        assertThat(borne).as("four are open, and twenty refused").isEqualTo(4 + 2 * SECOND);
        assertEndedByALimit(peer);
    }

    /** What the program refuses is found at the next read. */
    @Test
    void channelsThatTheProgramRefusesAreBounded() {
        ScriptedPeer peer = extended(limits -> limits.withResets(SECOND));
        peer.whenOffered(probe -> probe.channel().refuse(ErrorCode.NO_HANDLER, ""));
        int borne = borne(peer, 1_000, n -> frames(Frame.open(2 * n + 1)));
        assertThat(borne).isEqualTo(2 * SECOND + 1);
        assertEndedByALimit(peer);
    }

    @Test
    void aChannelOnWhichSomethingWasSentWasNotOpenedInVain() {
        ScriptedPeer peer = extended(limits -> limits.withResets(SECOND));
        peer.whenOffered(probe -> {
            probe.channel().accept();
            probe.send("an answer").complete();
        });
        int borne = borne(peer, 1_000, n -> {
            peer.send(Frame.open(2 * n + 1));
            return frames(Frame.close(2 * n + 1, Frame.FIN | Frame.STOP));
        });
        assertThat(borne).isEqualTo(1_000);
    }

    @Test
    void channelsThatAreOpenedInVainSeldomAreBorneForEver() {
        ScriptedPeer peer = extended(limits -> limits.withResets(SECOND));
        int borne = borne(peer, 1_000, n -> {
            peer.pass(Duration.ofSeconds(1).dividedBy(SECOND));
            return frames(Frame.open(2 * n + 1), Frame.error(2 * n + 1, ErrorCode.CANCELLED));
        });
        assertThat(borne).isEqualTo(1_000);
    }

    /** L-3: all channels that may be open, given up at one moment. */
    @Test
    void tenThousandChannelsCancelledAtOnceByACorrectPeerAreBorne() {
        MuxOptions many = MuxOptions.builder()
                .maxChannels(10_000)
                .initialWindow(1_024)
                .floodLimits(FloodLimits.defaults().withResets(1))
                .build();
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR, many);
        Frame[] opens = new Frame[10_000];
        Frame[] cancels = new Frame[10_000];
        for (int n = 0; n < 10_000; n++) {
            opens[n] = Frame.open(2 * n + 1);
            cancels[n] = Frame.error(2 * n + 1, ErrorCode.CANCELLED);
        }
        peer.send(opens);
        peer.send(cancels);
        assertThat(peer.hasEnded()).isFalse();
    }

    @Test
    void pingsAreBounded() {
        ScriptedPeer peer = extended(limits -> limits.withPings(SECOND));
        assertThat(borne(peer, 1_000, n -> frames(Frame.ping("")))).isEqualTo(10 * SECOND);
        assertEndedByALimit(peer);
    }

    /** K-4 */
    @Test
    void pongsThatAnswerNothingAreBoundedLikePings() {
        ScriptedPeer peer = extended(limits -> limits.withPings(SECOND));
        assertThat(borne(peer, 1_000, n -> frames(new Frame(0, Frame.PONG, 0)))).isEqualTo(10 * SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void aPlainPeersPingsAreBounded() {
        ScriptedPeer peer = plain(limits -> limits.withPings(SECOND));
        assertThat(borne(peer, 1_000, n -> frames(Frame.ping("")))).isEqualTo(10 * SECOND - 1);
        assertEndedByALimit(peer);
    }

    @Test
    void grantsThatNothingExplainsAreBounded() {
        ScriptedPeer peer = extended(limits -> limits.withGrants(SECOND));
        peer.offer(1);
        assertThat(borne(peer, 1_000, n -> frames(Frame.grant(1, 1)))).isEqualTo(2 + SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void aPlainPeersGrantsOfNothingAreBoundedToo() {
        ScriptedPeer peer = plain(limits -> limits.withGrants(SECOND));
        peer.offer(1);
        assertThat(borne(peer, 1_000, n -> frames(Frame.grant(1, 0)))).isEqualTo(2 + SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void aGrantForEachMessageSentIsBorneForEver() {
        ScriptedPeer peer = extended(limits -> limits.withGrants(1));
        ChannelProbe probe = peer.offer(1);
        int borne = borne(peer, 1_000, n -> {
            probe.send("x");
            return frames(Frame.grant(1, 1, 1));
        });
        assertThat(borne).isEqualTo(1_000);
    }

    @Test
    void aGrantOrTwoForEachChannelAreBorneForEver() {
        ScriptedPeer peer = extended(limits -> limits.withGrants(SECOND));
        int borne = borne(peer, 1_000, n -> {
            int id = 2 * n + 1;
            peer.offer(id).finish();
            return frames(Frame.grant(id, 1), Frame.grant(id, 1), Frame.close(id, Frame.FIN));
        });
        assertThat(borne).isEqualTo(1_000);
    }

    /** Unbounded credit leaves them without any other bound. */
    @Test
    void emptyMessagesForAReaderWhoHasGoneAreBounded() {
        ScriptedPeer peer = extended(limits -> limits.withEmptyMessages(SECOND));
        peer.offer(1).request(Long.MAX_VALUE).stop();
        assertThat(borne(peer, 1_000, n -> THOUSAND_EMPTY)).isEqualTo((UNDER_WAY + 4 * SECOND) / 1_000);
        assertEndedByALimit(peer);
    }

    @Test
    void emptyMessagesForAChannelThatIsFreedAreBounded() {
        ScriptedPeer peer = extended(limits -> limits.withEmptyMessages(SECOND));
        peer.offer(1).finish();
        peer.read();
        assertThat(borne(peer, 1_000, n -> THOUSAND_EMPTY)).isEqualTo((UNDER_WAY + 4 * SECOND) / 1_000);
        assertEndedByALimit(peer);
    }

    @Test
    void aPlainPeersEmptyMessagesForAReaderWhoHasGoneAreBounded() {
        ScriptedPeer peer = plain(limits -> limits.withEmptyMessages(SECOND));
        peer.offer(1).stop();
        assertThat(borne(peer, 1_000, n -> THOUSAND_EMPTY)).isEqualTo((UNDER_WAY + 4 * SECOND) / 1_000);
        assertEndedByALimit(peer);
    }

    /** Only a reader's own cancel explains what is under way to it. */
    @Test
    void aPeerThatEndsItsChannelItselfHasNoExcuseForMore() {
        ScriptedPeer peer = extended(limits -> limits.withEmptyMessages(SECOND));
        peer.offer(1).request(Long.MAX_VALUE);
        peer.send(Frame.error(1, ErrorCode.CANCELLED));
        assertThat(borne(peer, 1_000, n -> frames(Frame.data(1, "")))).isEqualTo(4 * SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void emptyMessagesThatAreReadAreNot() {
        ScriptedPeer peer = extended(limits -> limits.withEmptyMessages(1).withUnreadPlainMessages(1));
        peer.offer(1).request(Long.MAX_VALUE);
        assertThat(borne(peer, 1_000, n -> frames(Frame.data(1, "")))).isEqualTo(1_000);
    }

    /** L-10: one byte takes one byte of the window, and far more of the memory. */
    @Test
    void aPlainPeersUnreadMessagesAreBoundedForAllItsChannels() {
        ScriptedPeer peer = plain(limits -> limits.withUnreadPlainMessages(SECOND));
        peer.offer(1).pause();
        peer.offer(3).pause();
        assertThat(borne(peer, 1_000, n -> frames(Frame.data(1 + 2 * (n % 2), "x"))))
                .isEqualTo(SECOND);
        assertEndedByALimit(peer);
    }

    @Test
    void readingOrCancellingRefundsAPlainPeersMessages() {
        ScriptedPeer peer = plain(limits -> limits.withUnreadPlainMessages(SECOND));
        for (int n = 0; n < 4; n++) {
            ChannelProbe probe = peer.offer(2 * n + 1).pause();
            for (int i = 0; i < SECOND; i++) {
                peer.send(Frame.data(2 * n + 1, "x"));
            }
            if (n % 2 == 0) {
                probe.request(SECOND);
                probe.resume();
            } else {
                probe.stop();
            }
        }
        assertThat(peer.hasEnded()).isFalse();
    }

    /** L-4 */
    @Test
    void answersThatAreNotReadAreBoundedInBytes() {
        FloodLimits limits = FloodLimits.defaults().withAnswerBacklog(8_192);
        ScriptedPeer peer = extended(unused -> limits);
        peer.writable(false);
        int borne = borne(peer, 1_000, n -> frames(new Frame(0, Frame.PING, 0, new byte[1_000])));
        assertThat(borne).isEqualTo(8_192 / (1_000 + 64));
        peer.writable(true);
        assertEndedByALimit(peer);
    }

    @Test
    void answersThatAreReadAreNot() {
        ScriptedPeer peer = extended(limits -> limits.withAnswerBacklog(8_192));
        assertThat(borne(peer, 900, n -> frames(new Frame(0, Frame.PING, 0, new byte[4_000]))))
                .isEqualTo(900);
    }

    /** L-5 */
    @Test
    void sayingTheSameAgainIsBounded() {
        for (Frame again : frames(Frame.close(1, Frame.STOP), Frame.goAway(0))) {
            ScriptedPeer peer = extended(limits -> limits);
            peer.offer(1);
            peer.send(again);
            assertThat(borne(peer, 2_000, n -> frames(again)))
                    .as(again.toString())
                    .isEqualTo(1_024);
            assertEndedByALimit(peer);
        }
    }

    /** P-3, P-20 */
    @Test
    void aPlainPeersMeaninglessFramesAreBounded() {
        for (Frame meaningless : frames(Frame.ack(1), new Frame(0, Frame.CLOSE, 0))) {
            ScriptedPeer peer = plain(limits -> limits);
            peer.offer(1);
            assertThat(borne(peer, 2_000, n -> frames(meaningless)))
                    .as(meaningless.toString())
                    .isEqualTo(1_024);
            assertEndedByALimit(peer);
        }
    }

    @Test
    void afterTheEndNothingIsLookedAt() {
        ScriptedPeer peer = extended(limits -> limits);
        ChannelProbe probe = peer.offer(1).request(1);
        peer.session().abort(null, ErrorCode.CANCELLED, "");
        peer.turn();
        peer.read();
        peer.send(Frame.data(1, "x"), Frame.open(1), Frame.ping("?"));
        assertThat(peer.read()).isEmpty();
        assertThat(probe.received()).isEmpty();
    }
}
