package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** Channels that the peer opens (docs/protocol.md, section 4, "Opening"). */
class OpeningThereTest {
    private final ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);

    static Stream<Named<Consumer<ChannelProbe>>> whatAProgramMayDo() {
        return Stream.of(
                Named.of("send", probe -> probe.send("early")),
                Named.of("complete", ChannelProbe::complete),
                Named.of("request", probe -> probe.request(10)),
                Named.of("stop", ChannelProbe::stop),
                Named.of("finish", ChannelProbe::finish),
                Named.of("abort", probe -> probe.abort(ErrorCode.INTERNAL)));
    }

    static Stream<Named<Frame[]>> waysToEndBeforeTheAnswer() {
        return Stream.of(
                Named.of("FIN and STOP", new Frame[] {Frame.open(1), Frame.close(1, Frame.FIN | Frame.STOP)}),
                Named.of("CLOSE", new Frame[] {Frame.open(1), Frame.close(1, 0)}),
                Named.of("ERROR", new Frame[] {Frame.open(1), Frame.error(1, ErrorCode.CANCELLED)}),
                Named.of(
                        "END and STOP",
                        new Frame[] {Frame.open(1), Frame.data(1, Frame.END, "all"), Frame.close(1, Frame.STOP)}));
    }

    @Test
    void anAcceptedChannelIsAnsweredBeforeAllElse() {
        peer.whenOffered(probe -> {
            probe.channel().accept();
            probe.channel().send(ByteBuffer.wrap(Frame.utf8("welcome")));
            probe.channel().request(5);
        });
        peer.send(Frame.open(1));
        assertThat(peer.read()).containsExactly("ACK 1", "FLOW_CONTROL 1 0 bytes 4 messages", "DATA 1 \"welcome\"");
    }

    @Test
    void theProgramSeesWhatTheOpenSays() {
        Tlvs head =
                new Tlvs().text(1, "echo").metadata("trace", "abc").u16(3, 200).u8(4, 2);
        peer.send(Frame.open(1, head));
        ChannelHead seen = peer.probe().channel().head();
        assertThat(seen.name()).isEqualTo("echo");
        assertThat(seen.metadata()).isEqualTo(Map.of("trace", ByteBuffer.wrap(Frame.utf8("abc"))));
        assertThat(seen.weight()).isEqualTo(200);
    }

    /** H-18: an answerer that does not understand the codec names none. */
    @Test
    void aCodecThatIsNotKnownHereIsNotAgreedTo() {
        peer.send(Frame.open(1, new Tlvs().u8(4, 99)));
        assertThat(peer.read()).containsExactly("ACK 1");
    }

    @Test
    void aChannelMayBeAcceptedLater() {
        peer.whenOffered(probe -> {});
        peer.offer(1);
        assertThat(peer.read()).isEmpty();
        peer.probe().channel().accept();
        peer.turn();
        assertThat(peer.read()).containsExactly("ACK 1");
    }

    /** C-13, W-22. */
    @Test
    void aRefusedChannelIsFreedAndItsIdIsUsedUp() {
        peer.whenOffered(probe -> probe.channel().refuse(ErrorCode.NO_HANDLER, "nobody"));
        peer.send(Frame.open(5), Frame.data(5, Frame.MORE, "crossing"));
        assertThat(peer.read()).containsExactly("ERROR 5 NO_HANDLER");
        assertThat(peer.keeps(5)).isFalse();
        peer.send(Frame.data(5, "late"));
        assertThat(peer.hasEnded()).isFalse();
        peer.send(Frame.open(3));
        assertThat(peer.readFrames().get(0).errorText()).startsWith("rule C-2: ");
    }

    @Test
    void aChannelMayBeRefusedLater() {
        peer.whenOffered(probe -> {});
        peer.offer(1);
        peer.probe().refuse(ErrorCode.REFUSED);
        assertThat(peer.read()).containsExactly("ERROR 1 REFUSED");
        assertThat(peer.keeps(1)).isFalse();
    }

    /** C-17: an OPEN past a limit is no violation. */
    @Test
    void aChannelPastTheLimitIsRefusedWithoutAskingTheProgram() {
        ScriptedPeer narrow = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build());
        narrow.send(Frame.open(1), Frame.open(3));
        assertThat(narrow.read()).containsExactlyInAnyOrder("ACK 1", "ERROR 3 REFUSED");
        assertThat(narrow.probes()).hasSize(1);
        narrow.probe().finish();
        narrow.read();
        narrow.send(Frame.open(5));
        assertThat(narrow.read()).containsExactly("ACK 5");
    }

    /** C-20, C-29: a channel that has ended is freed where its last frame stands, not where the read ends. */
    @Test
    void aChannelThatEndsMakesRoomForOneInTheSameRead() {
        ScriptedPeer narrow = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build());
        narrow.offer(1);
        narrow.probe().complete();
        narrow.read();
        narrow.send(Frame.close(1, Frame.FIN), Frame.open(3));
        assertThat(narrow.read()).containsExactly("ACK 3");
        narrow.send(Frame.error(3, ErrorCode.INTERNAL), Frame.open(5));
        assertThat(narrow.read()).containsExactly("ACK 5");
        narrow.send(Frame.close(5, 0), Frame.open(7));
        assertThat(narrow.read()).contains("ACK 7").doesNotContain("ERROR 7 REFUSED");
    }

    /** C-29: nor does what the operating system has not taken yet keep it. */
    @Test
    void aChannelWhoseLastDataIsWrittenMakesRoomBeforeItIsFlushed() {
        ScriptedPeer narrow = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build());
        narrow.offer(1);
        narrow.send(Frame.data(1, Frame.END, "question"));
        narrow.read();
        narrow.holdFlushes();
        narrow.writable(false);
        narrow.probe().send("answer");
        narrow.probe().complete();
        narrow.writable(true);
        assertThat(narrow.read()).containsExactly("DATA 1 END \"answer\"");
        narrow.send(Frame.open(3));
        assertThat(narrow.read()).containsExactly("ACK 3");
    }

    static Stream<Named<Consumer<ChannelProbe>>> waysToEndAChannel() {
        return Stream.of(
                Named.of("STOP", ChannelProbe::stop),
                Named.of("FIN", ChannelProbe::complete),
                Named.of("FIN and STOP", ChannelProbe::finish),
                Named.of("ERROR", probe -> probe.abort(ErrorCode.INTERNAL)));
    }

    /** C-29: a frame that waits to be written does not keep a channel whose two directions the peer has ended. */
    @ParameterizedTest
    @MethodSource("waysToEndAChannel")
    void anEndThatWasNotYetWrittenKeepsNoChannelThatThePeerHasEnded(Consumer<ChannelProbe> way) {
        ScriptedPeer narrow = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().maxChannels(1).build());
        ChannelProbe probe = narrow.offer(1);
        narrow.writable(false);
        way.accept(probe);
        narrow.send(Frame.close(1, Frame.FIN | Frame.STOP), Frame.open(3));
        narrow.writable(true);
        assertThat(narrow.read()).contains("ACK 3").doesNotContain("ERROR 3 REFUSED");
    }

    /** C-15: every OPEN is answered exactly once, also if the opener has ended the channel meanwhile. */
    @ParameterizedTest
    @MethodSource("waysToEndBeforeTheAnswer")
    void anOpenThatWasEndedAtOnceIsStillAccepted(Frame... frames) {
        peer.send(frames);
        assertThat(peer.read()).startsWith("ACK 1");
        assertThat(peer.keeps(1)).isFalse();
        assertThat(peer.hasEnded()).isFalse();
    }

    /** C-15. */
    @ParameterizedTest
    @MethodSource("waysToEndBeforeTheAnswer")
    void anOpenThatWasEndedAtOnceIsStillRefused(Frame... frames) {
        peer.whenOffered(probe -> {});
        peer.send(frames);
        peer.read();
        peer.probe().refuse(ErrorCode.NO_HANDLER);
        assertThat(peer.read()).contains("ERROR 1 NO_HANDLER");
        assertThat(peer.keeps(1)).isFalse();
    }

    /** C-7: whatever the program does, nothing goes out before the answer. */
    @ParameterizedTest
    @MethodSource("whatAProgramMayDo")
    void whatIsDoneBeforeTheAnswerWaitsForIt(Consumer<ChannelProbe> action) {
        peer.whenOffered(probe -> {});
        peer.offer(1);
        action.accept(peer.probe());
        assertThat(peer.read()).isEmpty();
        peer.probe().accept();
        assertThat(peer.read()).hasSizeGreaterThan(1).startsWith("ACK 1");
    }

    /** W-7: towards the opener, head entry 5 replaces setting 7. */
    @Test
    void theOpenersCreditIsThatOfItsHead() {
        peer.send(Frame.open(1, new Tlvs().u32(5, 0)));
        peer.probe().send("waits");
        assertThat(peer.read()).containsExactly("ACK 1");
        peer.send(Frame.grant(1, 0, 1));
        assertThat(peer.read()).containsExactly("DATA 1 \"waits\"");
        peer.send(Frame.open(3, new Tlvs().u32(5, Frame.UNBOUNDED)));
        peer.probe().send("a").send("b").send("c");
        assertThat(peer.read()).containsExactly("ACK 3", "DATA 3 \"a\"", "DATA 3 \"b\"", "DATA 3 \"c\"");
    }

    /** C-16. */
    @Test
    void whatFollowsAnOpenInTheSameReadIsNotLost() {
        peer.whenOffered(probe -> {
            probe.channel().accept();
            probe.channel().request(1);
        });
        peer.send(Frame.open(1), Frame.data(1, Frame.END, "question"), Frame.grant(1, 10, 1));
        assertThat(peer.probe().received()).containsExactly("\"question\"");
        assertThat(peer.probe().reader()).isEqualTo("completed");
        peer.probe().send("answer").send("and more").complete();
        assertThat(peer.read()).containsExactly("ACK 1", "DATA 1 \"answer\"", "DATA 1 \"and more\"", "CLOSE 1 FIN");
    }
}
