package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/** Channels that this side opens (docs/protocol.md, section 4, "Opening"). */
class OpeningHereTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(Role.INITIATOR);

    /** C-16: the opener need not wait for the answer. */
    @Test
    void openIsTheFirstFrameAndDataMayFollowAtOnce() {
        ChannelProbe probe = peer.requestOpen(OptionalInt.empty());
        probe.channel().send(ByteBuffer.wrap(Frame.utf8("hello")));
        probe.channel().completeSending();
        peer.turn();
        assertThat(peer.read()).containsExactly("OPEN 1 [11]", "DATA 1 END \"hello\"");
    }

    static Stream<Named<Consumer<Channel>>> whatAProgramMayDo() {
        return Stream.of(
                Named.of("send", channel -> channel.send(ByteBuffer.wrap(Frame.utf8("early")))),
                Named.of("complete", Channel::completeSending),
                Named.of("request", channel -> channel.request(10)),
                Named.of("stop", Channel::stopReceiving),
                Named.of("finish", Channel::finish));
    }

    /** C-12: OPEN is the first frame of its channel. */
    @ParameterizedTest
    @MethodSource("whatAProgramMayDo")
    void whatIsDoneBeforeTheOpenIsWrittenFollowsIt(Consumer<Channel> action) {
        ChannelProbe probe = peer.requestOpen(OptionalInt.empty());
        action.accept(probe.channel());
        peer.turn();
        assertThat(peer.read()).hasSize(2).startsWith("OPEN 1 [11]");
        peer.send(Frame.ack(1));
        assertThat(peer.hasEnded()).isFalse();
    }

    /** C-12: ids are taken when the OPEN is put into the output. */
    @Test
    void idsReachTheWireInTheirOrder() {
        ChannelProbe first = peer.requestOpen(OptionalInt.empty());
        ChannelProbe second = peer.requestOpen(OptionalInt.empty());
        second.channel().request(5);
        first.channel().request(5);
        peer.turn();
        assertThat(peer.read()).containsSubsequence("OPEN 1 [11]", "OPEN 3 [11]");
        assertThat(first.id() + second.id()).isEqualTo(4);
    }

    /** C-19: if its OPEN was not yet written, nothing is sent, and no id is used. */
    @Test
    void aChannelGivenUpBeforeItsOpenWasWrittenLeavesNoTrace() {
        ChannelProbe given = peer.requestOpen(OptionalInt.empty());
        given.channel().abort(ErrorCode.CANCELLED, "", new ConnectionException(ErrorCode.CANCELLED, "", null));
        peer.turn();
        assertThat(peer.read()).isEmpty();
        assertThat(given.reader()).isEqualTo("failed CANCELLED");
        peer.requestOpen(OptionalInt.empty());
        peer.turn();
        assertThat(peer.read()).containsExactly("OPEN 1 [11]");
    }

    /** C-11, C-10: ids wrap and skip 0. */
    @Test
    void idsWrap() {
        ScriptedPeer old = ScriptedPeer.silent(
                        Role.ACCEPTOR,
                        MuxOptions.defaults(),
                        new ChannelIds(Role.INITIATOR),
                        new ChannelIds(Role.ACCEPTOR, -6))
                .greets(new Tlvs());
        assertThat(old.open().id()).isEqualTo(-4);
        assertThat(old.openAccepted().id()).isEqualTo(-2);
        assertThat(old.openAccepted().request(1).id()).isEqualTo(2);
        old.send(Frame.data(2, "over the top"));
        assertThat(old.probe().received()).containsExactly("\"over the top\"");
        assertThat(old.hasEnded()).isFalse();
    }

    /** C-18, C-31. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChannelIsKeptUntilItsOpenIsAnswered(boolean accepted) {
        ChannelProbe probe = peer.open();
        probe.finish();
        assertThat(peer.read()).containsExactly("CLOSE 1 FIN STOP");
        assertThat(peer.keeps(1)).isTrue();
        peer.send(accepted ? Frame.ack(1) : Frame.error(1, ErrorCode.REFUSED));
        assertThat(peer.keeps(1)).isFalse();
        assertThat(peer.read()).isEmpty();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** C-17: REFUSED means that opening again is safe, NO_HANDLER that it is useless. */
    @Test
    void aRefusalFailsBothDirectionsAndTellsWhetherToTryAgain() {
        ChannelProbe refused = peer.open();
        peer.send(Frame.error(1, ErrorCode.REFUSED));
        ChannelProbe unhandled = peer.open();
        peer.send(Frame.error(3, ErrorCode.NO_HANDLER));
        assertThat(refused.reader()).isEqualTo("failed REFUSED");
        assertThat(refused.writer()).isEqualTo("failed REFUSED");
        assertThat(unhandled.reader()).isEqualTo("failed NO_HANDLER");
        assertThat(refused.channel().inbound().failure())
                .isInstanceOfSatisfying(
                        ChannelRefusedException.class,
                        failure -> assertThat(failure.retrySafe()).isTrue());
        assertThat(unhandled.channel().inbound().failure())
                .isInstanceOfSatisfying(
                        ChannelRefusedException.class,
                        failure -> assertThat(failure.retrySafe()).isFalse());
        assertThat(peer.read()).isEmpty();
    }

    /** C-21: a stream whose channel was refused was not sent, even if all of it had been written. */
    @Test
    void aWriterThatHadAlreadyEndedLearnsOfTheRefusal() {
        ChannelProbe probe = peer.open();
        probe.send("all").complete();
        peer.send(Frame.error(1, ErrorCode.REFUSED));
        assertThat(probe.writer()).isEqualTo("failed REFUSED");
    }

    /** C-19: not answered within the time-out, default 30 s. */
    @Test
    void anOpenThatNobodyAnswersTimesOutAndIsKept() {
        ChannelProbe probe = peer.open();
        peer.pass(Duration.ofMillis(29_999));
        assertThat(probe.reader()).isEqualTo("open");
        peer.read();
        peer.waitOut(Duration.ofMillis(1));
        assertThat(peer.read(1)).containsExactly("ERROR 1 TIMEOUT");
        assertThat(probe.reader()).isEqualTo("failed TIMEOUT");
        assertThat(probe.writer()).isEqualTo("failed TIMEOUT");
        assertThat(peer.keeps(1)).isTrue();
        peer.send(Frame.ack(1), Frame.data(1, "crossing"));
        assertThat(peer.keeps(1)).isFalse();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** L-9: this side may have stood still, and the answer lie unread. */
    @Test
    void anAnswerThatLiesUnreadWhenTheTimeIsOverIsStillHeard() {
        ChannelProbe probe = peer.open();
        peer.pass(Duration.ofSeconds(40));
        peer.send(Frame.ack(1));
        assertThat(probe.reader()).isEqualTo("open");
    }

    @Test
    void theDeadlineIsThatOfTheOldestOpenStillWaiting() {
        peer.open();
        peer.pass(Duration.ofSeconds(10));
        peer.send(Frame.ping(""));
        peer.open();
        peer.send(Frame.ack(1));
        assertThat(peer.untilDeadline()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        peer.pass(Duration.ofMillis(29_999));
        assertThat(peer.probe().reader()).isEqualTo("open");
        peer.waitOut(Duration.ofMillis(1));
        assertThat(peer.probe().reader()).isEqualTo("failed TIMEOUT");
        assertThat(peer.probes().get(0).reader()).isEqualTo("open");
    }

    @Test
    void theOpenTimeOutIsAnOption() {
        ScriptedPeer hasty = ScriptedPeer.extended(
                Role.INITIATOR,
                MuxOptions.builder().openTimeout(Duration.ofMillis(5)).build());
        ChannelProbe probe = hasty.open();
        assertThat(hasty.untilDeadline()).isEqualTo(Duration.ofMillis(5));
        hasty.waitOut(Duration.ofMillis(5));
        assertThat(probe.reader()).isEqualTo("failed TIMEOUT");
    }

    /** C-20: what would pass the peer's setting 5 fails here. */
    @Test
    void noMoreChannelsAreOpenedThanThePeerTakes() {
        ScriptedPeer narrow = ScriptedPeer.extended(Role.INITIATOR, MuxOptions.defaults(), new Tlvs().u32(5, 2));
        ChannelProbe first = narrow.openAccepted();
        narrow.open();
        assertThatThrownBy(() -> narrow.requestOpen(OptionalInt.empty()))
                .isInstanceOfSatisfying(ChannelRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.REFUSED);
                    assertThat(refused.retrySafe()).isTrue();
                });
        first.finish();
        assertThat(narrow.open().reader()).isEqualTo("open");
    }

    @Test
    void aRefusedChannelDoesNotCountAnyMore() {
        ScriptedPeer narrow = ScriptedPeer.extended(Role.INITIATOR, MuxOptions.defaults(), new Tlvs().u32(5, 1));
        narrow.open();
        narrow.send(Frame.error(1, ErrorCode.REFUSED));
        assertThat(narrow.open().id()).isEqualTo(3);
    }

    /** C-18, C-20: what ended before its answer is kept for that, and counts no longer. */
    @ParameterizedTest
    @MethodSource("answers")
    void aChannelThatEndedBeforeItsAnswerMakesRoomWhenThatComes(Frame answer) {
        ScriptedPeer narrow = ScriptedPeer.extended(Role.INITIATOR, MuxOptions.defaults(), new Tlvs().u32(5, 1));
        narrow.open().finish();
        assertThatThrownBy(() -> narrow.requestOpen(OptionalInt.empty())).isInstanceOf(ChannelRefusedException.class);
        narrow.send(answer);
        assertThat(narrow.open().id()).isEqualTo(3);
    }

    static Stream<Named<Frame>> answers() {
        return Stream.of(Named.of("ACK", Frame.ack(1)), Named.of("REFUSED", Frame.error(1, ErrorCode.REFUSED)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChannelThatWasOnlyRequestedFailsWithTheConnection(boolean settled) {
        peer.writable(false);
        ChannelProbe probe = peer.requestOpen(OptionalInt.empty());
        if (settled) {
            peer.turn();
        }
        peer.hangUp();
        assertThat(probe.reader()).isEqualTo("failed CONNECTION_LOST");
        assertThat(probe.writer()).isEqualTo("failed CONNECTION_LOST");
    }

    @Test
    void nothingIsOpenedOnAConnectionThatHasEnded() {
        peer.hangUp();
        assertThatThrownBy(() -> peer.requestOpen(OptionalInt.empty()))
                .isInstanceOfSatisfying(
                        MuxException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }

    /** W-7: head entry 5 replaces setting 7 for the direction towards the opener. */
    @Test
    void thePrefetchOfTheHeadIsWhatThePeerMaySend() {
        ChannelProbe exact = peer.requestOpen(OptionalInt.of(0));
        peer.turn();
        assertThat(peer.readFrames().get(0).payload().remaining()).isEqualTo(11 + 8);
        peer.send(Frame.ack(1));
        exact.request(1);
        assertThat(peer.read()).containsExactly("FLOW_CONTROL 1 0 bytes 1 messages");
        peer.requestOpen(OptionalInt.of(3));
        peer.turn();
        peer.send(Frame.ack(3), Frame.data(3, "1"), Frame.data(3, "2"), Frame.data(3, "3"));
        assertThat(peer.hasEnded()).isFalse();
        peer.send(Frame.data(3, "4"));
        assertThat(peer.hasEnded()).isTrue();
    }
}
