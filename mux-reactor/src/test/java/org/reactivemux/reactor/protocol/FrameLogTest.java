package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** A line for each frame in and out, in their order, and only while it is switched on. */
class FrameLogTest {
    private final List<String> lines = new ArrayList<>();

    private ScriptedPeer logged(Role role) {
        ScriptedPeer peer = ScriptedPeer.extended(role);
        peer.session().logFrames(lines::add);
        return peer;
    }

    @Test
    void anExchangeIsALineForEachFrame() {
        ScriptedPeer peer = logged(Role.ACCEPTOR);
        peer.send(Frame.open(1, new Tlvs().text(1, "echo")), Frame.data(1, Frame.END, "question"));
        peer.probe().request(1).send("answer").complete();
        assertThat(lines)
                .containsExactly(
                        "<< #1 OPEN_CHANNEL 'echo'",
                        "<< #1 DATA END 8 B",
                        ">> #1 ACK",
                        ">> #1 DATA 6 B",
                        ">> #1 CLOSE_CHANNEL FIN");
        assertThat(peer.probe().received()).containsExactly("\"question\"");
    }

    @Test
    void itBeginsWithTheHello() {
        ScriptedPeer peer = ScriptedPeer.silent(Role.INITIATOR, MuxOptions.defaults());
        peer.session().logFrames(lines::add);
        peer.greets(Tlvs.role(Role.ACCEPTOR));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith(">> #0 PING HELLO initiator frames 65,536 B");
        assertThat(lines.get(1)).startsWith("<< #0 PING HELLO acceptor");
        assertThat(lines.subList(2, 4)).containsExactly(">> #0 PONG 5 B", "<< #0 PONG 57 B");
    }

    @Test
    void everyKindOfFrameIsSeen() {
        ScriptedPeer peer = logged(Role.ACCEPTOR);
        peer.send(
                Frame.open(1),
                Frame.grant(1, 100, 5),
                Frame.ping("1234"),
                Frame.close(1, Frame.STOP),
                Frame.error(1, ErrorCode.CANCELLED));
        ChannelProbe opened = peer.openAccepted();
        peer.send(Frame.goAway(0), new Frame(0, Frame.PONG, 0));
        opened.abort(ErrorCode.CANCELLED);
        assertThat(lines)
                .containsExactly(
                        "<< #1 OPEN_CHANNEL",
                        "<< #1 FLOW_CONTROL +100 B +5",
                        "<< #0 PING 4 B",
                        "<< #1 CLOSE_CHANNEL STOP",
                        "<< #1 ERROR CANCELLED",
                        ">> #0 PONG 4 B",
                        ">> #1 ACK",
                        ">> #2 OPEN_CHANNEL 'service'",
                        "<< #2 ACK",
                        "<< #0 CLOSE_CHANNEL last #0 NONE",
                        "<< #0 PONG 0 B",
                        ">> #2 ERROR CANCELLED");
    }

    @Test
    void whatAFrameMeansStaysTheSame() {
        ScriptedPeer peer = logged(Role.ACCEPTOR);
        ChannelProbe probe = peer.offer(1).request(10);
        ByteBuffer direct = ByteBuffer.allocateDirect(40_000).putInt(0, 7);
        probe.send(direct);
        peer.send(Frame.data(1, Frame.MORE, "in two "), Frame.data(1, Frame.END, "parts"));
        assertThat(probe.received()).containsExactly("\"in two parts\"");
        Frame written = peer.readFrames().stream()
                .filter(frame -> frame.type() == Frame.DATA)
                .findFirst()
                .orElseThrow();
        assertThat(written.payload()).isEqualTo(direct);
    }

    /** F-11: what broke the rule is the last that came. */
    @Test
    void aViolationIsSeenBeforeItsAnswer() {
        ScriptedPeer peer = logged(Role.ACCEPTOR);
        peer.send(Frame.ack(1));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("<< #1 ACK");
        assertThat(lines.get(1)).startsWith(">> #0 ERROR PROTOCOL_ERROR 'rule C-3: ");
    }

    @Test
    void switchedOffItIsSilent() {
        ScriptedPeer peer = logged(Role.ACCEPTOR);
        peer.session().logFrames(null);
        peer.offer(1).send("answer");
        assertThat(lines).isEmpty();
    }

    @Test
    void itMayBeSwitchedOnInTheMiddle() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
        peer.offer(1);
        peer.session().logFrames(lines::add);
        peer.send(Frame.data(1, "message"));
        assertThat(lines).containsExactly("<< #1 DATA 7 B");
    }
}
