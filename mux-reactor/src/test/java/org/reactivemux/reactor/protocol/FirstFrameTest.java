package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.MuxOptions;

/** The frame that shows a peer to be plain is processed like any other (docs/protocol.md, H-7). */
class FirstFrameTest {
    private final ScriptedPeer peer = ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());

    static Stream<Frame> framesOfAChannelThatWasNeverOpened() {
        return Stream.of(
                Frame.ack(1),
                Frame.grant(1, 5),
                Frame.close(1, 0),
                Frame.error(1, ErrorCode.INTERNAL),
                Frame.data(1, ""));
    }

    /** C-3. */
    @ParameterizedTest
    @MethodSource("framesOfAChannelThatWasNeverOpened")
    void aFrameOfAChannelThatWasNeverOpenedEndsTheConnection(Frame frame) {
        peer.send(frame);
        assertThat(peer.session().dialect()).isEqualTo(Dialect.PLAIN);
        assertThat(peer.cause()).hasMessageStartingWith("rule C-3: ");
    }

    /** K-3. */
    @Test
    void aPingIsAnswered() {
        peer.send(Frame.ping("first"));
        assertThat(peer.read()).hasSize(2).last().isEqualTo("PONG [5]");
    }

    /** P-19. */
    @Test
    void anErrorOnChannelZeroEndsTheConnection() {
        peer.send(Frame.error(0, ErrorCode.TIMEOUT));
        assertThat(peer.hasEnded()).isTrue();
        assertThat(peer.cause())
                .isInstanceOfSatisfying(
                        MuxException.class, cause -> assertThat(cause.code()).isEqualTo(ErrorCode.INTERNAL));
    }
}
