package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** A refusal that is overtaken by the opener's own end (docs/protocol.md, C-15, C-18). */
class RefusalOvertakenTest {
    /** C-15, C-18: the opener waits for its answer, also when it has given up before the refusal could be written. */
    @Test
    void aRefusalThatWaitsToBeWrittenIsNotForgottenWhenTheOpenerGivesUp() {
        ScriptedPeer peer =
                ScriptedPeer.extended(Role.ACCEPTOR, MuxOptions.defaults()).whenOffered(probe -> {});
        peer.send(Frame.open(1));
        peer.writable(false);
        peer.probe().refuse(ErrorCode.REFUSED);
        peer.send(Frame.error(1, ErrorCode.CANCELLED));
        peer.writable(true);
        assertThat(peer.read(1)).containsExactly("ERROR 1 REFUSED");
        assertThat(peer.keeps(1)).isFalse();
    }
}
