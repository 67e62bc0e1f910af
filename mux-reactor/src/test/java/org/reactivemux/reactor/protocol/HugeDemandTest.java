package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.MuxOptions;

/** A finite demand that is larger than may be outstanding (docs/protocol.md, W-11, W-15). */
class HugeDemandTest {

    @ParameterizedTest
    @ValueSource(longs = {3_000_000_000L, 10_000_000_000L, Long.MAX_VALUE - 1})
    void itsFurtherPartsAreNotGrantedMessageByMessage(long demand) {
        ScriptedPeer peer = ScriptedPeer.extended(
                Role.ACCEPTOR, MuxOptions.builder().prefetch(0).build());
        peer.offer(1).request(demand);
        peer.read();
        for (int n = 0; n < 1_000; n++) {
            peer.send(Frame.data(1, ""));
        }
        assertThat(peer.read()).isEmpty();
    }
}
