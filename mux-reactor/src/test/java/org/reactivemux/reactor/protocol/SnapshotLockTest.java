package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The lock of the channels is for snapshots: frames of channels that are open do not take it. */
class SnapshotLockTest {

    @Test
    void messagesComeAndGoWhileASnapshotHoldsIt() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
        ChannelProbe probe = peer.offer(1).request(1);
        synchronized (peer.session().channels()) {
            CompletableFuture<ChannelProbe> eventLoop = CompletableFuture.supplyAsync(() -> {
                peer.send(Frame.data(1, "question"));
                return probe.send("answer");
            });
            assertThat(eventLoop).succeedsWithin(Duration.ofSeconds(10));
        }
        assertThat(probe.received()).containsExactly("\"question\"");
        assertThat(peer.read()).contains("DATA 1 \"answer\"");
    }
}
